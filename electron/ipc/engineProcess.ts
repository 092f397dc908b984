import type { DataSummary } from '../../core/protocol';
import type { Outcome } from './contract';

/**
 * What main and the engine process say to each other over `parentPort`. Training never passes here: the page and the
 * engine have a port of their own, which travels with `port`.
 */
export type ToEngine =
  /** Read this file and keep it under `dataId`; `requestId` is null where nobody waits for the answer. */
  | { type: 'openData'; requestId: number | null; dataId: string; path: string }
  | { type: 'closeData'; dataId: string }
  /** `ports[0]` of the message leads to the page; it replaces the one before. */
  | { type: 'port' };

export type FromEngine = {
  type: 'dataOpened';
  requestId: number;
  outcome: Exclude<Outcome<DataSummary>, { status: 'cancelled' }>;
};

/** How the process is called where the system lists it, and in Electron's own events. */
export const engineServiceName = 'Neuroloom engine';
