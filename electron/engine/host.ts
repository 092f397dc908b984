import type { CheckedExport } from '../../core/export/verify';
import type { ThreadHost } from '../../core/kernels/wasm/threads';
import type { EngineEvent } from '../../core/protocol';
import type { ExportJob } from './exportJob';

/** The little of a message port that a session needs, so that it runs without Electron. */
export interface SessionPort {
  postMessage(message: EngineEvent): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** What the process around a session lends it. */
export interface SessionHost {
  /** Milliseconds from any origin, never going back. */
  now(): number;
  /** Resolves when the messages that have arrived have been delivered. */
  yieldToMessages(): Promise<void>;
  /** Resolves after this time; messages are delivered meanwhile. */
  sleep(ms: number): Promise<void>;
  /** Threads to share large networks with; null where there are none. */
  threads: ThreadHost | null;
  /** Writes a network in another format and runs the result, without holding up what else goes on. */
  runExport(job: ExportJob): Promise<CheckedExport>;
  /** For the programmer's eyes, never for the user's. */
  logError(error: unknown): void;
}
