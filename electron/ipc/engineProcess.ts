import type { ColumnType } from '../../core/data/schema';
import type { DataSource } from '../../core/data/source';
import type { ImportProgress } from '../../core/data/summary';
import type { DataSummary } from '../../core/protocol';
import type { Outcome } from './contract';

/** What is to be read, and how. What is left out is detected; the path of a file is absolute. */
export interface DataRequest {
  source: DataSource;
  /** Types that are set already, by column. */
  types?: Readonly<Record<string, ColumnType>>;
}

/**
 * What main and the engine process say to each other over `parentPort`. Training never passes here: the page and the
 * engine have a port of their own, which travels with `port`.
 */
export type ToEngine =
  /** Read this and keep it under `dataId`; `requestId` is null where nobody waits for the answer. */
  | { type: 'openData'; requestId: number | null; dataId: string; request: DataRequest }
  /** Give back its memory and disk; where it is still being read, stop that. */
  | { type: 'closeData'; dataId: string }
  /** Bytes `start` to `end` of a file of the last export, which the window was answered under `exportId`. */
  | { type: 'readExport'; requestId: number; exportId: number; file: number; start: number; end: number }
  /** `ports[0]` of the message leads to the page; it replaces the one before. */
  | { type: 'port' };

export type FromEngine =
  | { type: 'dataOpened'; requestId: number; outcome: Outcome<DataSummary> }
  | { type: 'dataProgress'; requestId: number; progress: ImportProgress }
  /** Null where the export is there no more. */
  | { type: 'exportPart'; requestId: number; part: Uint8Array<ArrayBuffer> | null };

/** How the process is called where the system lists it, and in Electron's own events. */
export const engineServiceName = 'Neuroloom engine';

/** The variable of the engine's environment that names the folder for its tables. */
export const tablesFolderVariable = 'NEUROLOOM_TABLES';
