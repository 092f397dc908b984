import type {
  enginePortMessage,
  engineReadyRequest,
  MainEvents,
  NeuroloomBridge,
} from '../../electron/ipc/contract';

export type EngineExit = MainEvents['engine:exited'];

/** The little of a MessagePort that the client needs; a test passes one end of a plain MessageChannel. */
export interface EnginePort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface PortListener {
  /** A new engine is there: at start, and after every restart. */
  connected(port: EnginePort): void;
  /** The engine's process ended. */
  exited(exit: EngineExit): void;
}

/** Where engine ports come from. Returns a function that stops listening. */
export type PortSource = (listener: PortListener) => () => void;

const portMessage: typeof enginePortMessage = 'neuroloom:engine-port';
const readyRequest: typeof engineReadyRequest = 'neuroloom:engine-port-please';

/** Ports as the preload script hands them to the page; exits as main reports them. */
export function windowPortSource(bridge: Pick<NeuroloomBridge, 'on'>): PortSource {
  return (listener) => {
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source === window && event.data === portMessage && port) listener.connected(port);
    };
    window.addEventListener('message', onMessage);
    const stopExits = bridge.on('engine:exited', (exit) => listener.exited(exit));
    // To this same window, where the preload script listens; a file's page has no origin to name.
    window.postMessage(readyRequest, '*');
    return () => {
      window.removeEventListener('message', onMessage);
      stopExits();
    };
  };
}
