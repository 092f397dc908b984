/** How quickly a run may go: flat out, or so that all its epochs take at least this many seconds and can be watched. */
export type Speed = 'flatOut' | number;

export interface SpeedChoice {
  speed: Speed;
  label: string;
}

export const speedChoices: readonly SpeedChoice[] = [
  { speed: 'flatOut', label: 'Flat out' },
  { speed: 5, label: '5 s a run' },
  { speed: 30, label: '30 s a run' },
  { speed: 120, label: '2 min a run' },
];

/** Quick networks learn in a blink; by default there is something to see. */
export const defaultSpeed: Speed = 5;

/** Epochs a second at the most, for a run of `epochs` epochs; null for flat out. */
export function epochsPerSecond(speed: Speed, epochs: number): number | null {
  return speed === 'flatOut' ? null : epochs / speed;
}
