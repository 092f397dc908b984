/** Where training stands, as the window knows it. */
export type TrainState = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';
