import { z } from 'zod';
import { type ColumnType, columnTypes } from '../../core/data/schema';
import { generatorSchema, sourceSchema } from '../../core/data/source';
import type { ImportProgress } from '../../core/data/summary';
import { numberPartSchema } from '../../core/graph/numberInbox';
import type { Problem } from '../../core/graph/problem';
import type { DataSummary } from '../../core/protocol';
import type { CommandId } from './commands';

/**
 * Everything the window may ask of the main process, channel by channel, and everything main may tell it. The window never
 * names a path to read or write: it asks for an action, and main shows the dialog and keeps the path. Arguments are
 * validated with these schemas on arrival in main; results are plain data.
 */

const projectJson = z.looseObject({ format: z.literal('neuroloom-project') });
/** A name of a file or folder that is safe on every system, and no path. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
const exportKind = z.enum(['json', 'typescript', 'javascript', 'commonJs', 'onnx', 'csv']);
const none = z.undefined().optional();
/** Not a `z.record`, which passes over a column called `__proto__`. */
const typesByColumn = z.custom<Record<string, ColumnType>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((type) => columnTypes.includes(type as ColumnType)),
);

/** The three ways an action that needs a person or a disk can end. */
export type Outcome<T> =
  | { status: 'done'; value: T }
  | { status: 'cancelled' }
  | { status: 'failed'; problem: Problem };

export interface OpenedProject {
  /** The file as read, format and version checked; the path of its data file made absolute. The window parses it with the schema. */
  project: unknown;
  /** Last part of the path, for the title; null for a sample, a restored or a new document. */
  fileName: string | null;
  /** Where the project's numbers are many, they are fetched with `project:readNumbers`: so many bytes. See `detachNumbers`. */
  numbers?: number;
  /** Whether the project names data. It is read once the project is shown: `project:data` says what it holds. */
  hasData: boolean;
}

export interface SavedProject {
  fileName: string;
  name: string;
}

export interface RecentFile {
  path: string;
  fileName: string;
  /** Folder for display, the home folder written as ~. */
  folder: string;
  openedAt: number;
}

export interface SampleInfo {
  id: string;
  name: string;
  summary: string;
  /** Heading it stands under; samples of one group follow each other. Empty where the file names none. */
  group: string;
}

export interface Recovery {
  name: string;
  savedAt: number;
}

export interface AppInfo {
  version: string;
  electron: string;
  chrome: string;
  platform: string;
}

export type ThemeChoice = 'system' | 'light' | 'dark';

const documentState = z.object({
  name: z.string(),
  dirty: z.boolean(),
});

export const requestSchemas = {
  'app:info': none,
  /** Starts a document without a file: main forgets the path, so that the next save asks for one. */
  'project:new': none,
  'project:open': none,
  'project:openRecent': z.object({ path: z.string() }),
  'project:openSample': z.object({ id: z.string() }),
  /** A `.nloom` path from the command line, a double click or a drop, offered by the event `project:offered`. */
  'project:openOffered': z.object({ token: z.string() }),
  /** The project that was opened last is on screen: from now on it is the document, and saving goes to its file. */
  'project:shown': none,
  /** Of a large project without its numbers, which were sent before under this id. */
  'project:save': z.object({ project: projectJson, saveAs: z.boolean(), numbers: z.int().optional() }),
  /** Part of the numbers of a large project, which is `size` bytes in all, before it is saved. */
  'project:sendNumbers': numberPartSchema.refine(
    ({ size, start, part }) => start + part.length <= size,
    'does not fit',
  ),
  /** Part of the numbers of the project that was opened last. */
  'project:readNumbers': z.object({ start: z.int().min(0), end: z.int().min(0) }),
  /** Waits for the data of the project that was shown last: what it holds, or why it could not be read. */
  'project:data': none,
  'project:listSamples': none,
  'recent:list': none,
  'recent:clear': none,
  /** Save, discard or cancel: asked before a document with unsaved changes is left. */
  'document:askUnsaved': z.object({ name: z.string() }),
  /** Keeps the window's title and dirty mark true, and tells main whether closing must ask. */
  'document:state': documentState,
  /** Lets the window close, after its question has been answered. */
  'window:close': none,
  'data:import': none,
  /** Reads an open file again with other options (delimiter, header, …) or types; the path stays what main knows. */
  'data:reimport': z.object({
    dataId: z.string(),
    source: sourceSchema,
    types: typesByColumn,
  }),
  /** Makes rows up. */
  'data:generate': z.object({ source: generatorSchema }),
  /** Stops the import that is under way, which then ends as cancelled. */
  'data:cancelImport': none,
  /** Asks where a missing data file has gone. */
  'data:locate': z.object({ path: z.string() }),
  /** Asks for a place and begins to write a text there, piece by piece; begun again, the last one is given up. */
  'textFile:open': z.object({ suggestedName: z.string(), kind: exportKind }),
  /** Cancelled where the file is not being written any more. */
  'textFile:write': z.object({ fileId: z.int(), text: z.string() }),
  /** What was written takes its place, or nothing of it stays. */
  'textFile:close': z.object({ fileId: z.int(), keep: z.boolean() }),
  /** Writes what the engine has exported: one file, or several into a new folder inside one that the user chooses. */
  'export:saveExported': z.object({
    exportId: z.int(),
    suggestedName: fileName,
    kind: exportKind,
    files: z
      .array(z.object({ name: fileName, size: z.int().min(0) }))
      .min(1)
      .max(50),
  }),
  /** Writes the unsaved document beside the settings, so that a crash loses nothing. */
  'recovery:write': z.object({ project: projectJson, numbers: z.int().optional() }),
  /**
   * The document is safe, or was given up: its copy goes. Asked by a window that has had nothing unsaved yet, it means what a
   * crash left behind, which the user does not want back.
   */
  'recovery:clear': none,
  'recovery:find': none,
  'recovery:restore': none,
  'theme:get': none,
  'theme:set': z.object({ theme: z.enum(['system', 'light', 'dark']) }),
  /** Ends a hanging engine; main starts a new one and sends its port. */
  'engine:restart': none,
} as const;

export type Channel = keyof typeof requestSchemas;
export type RequestOf<C extends Channel> = z.output<(typeof requestSchemas)[C]>;

export interface ResultOf {
  'app:info': AppInfo;
  'project:new': null;
  'project:open': Outcome<OpenedProject>;
  'project:openRecent': Outcome<OpenedProject>;
  'project:openSample': Outcome<OpenedProject>;
  'project:openOffered': Outcome<OpenedProject>;
  'project:shown': null;
  /** `name` is the document's: one that had none yet is called by its file from then on. */
  'project:save': Outcome<SavedProject>;
  'project:sendNumbers': null;
  'project:readNumbers': Uint8Array<ArrayBuffer>;
  /** Null where the project names none. */
  'project:data': Outcome<DataSummary> | null;
  'project:listSamples': SampleInfo[];
  'recent:list': RecentFile[];
  'recent:clear': null;
  'document:askUnsaved': 'save' | 'discard' | 'cancel';
  'document:state': null;
  'window:close': null;
  'data:import': Outcome<DataSummary>;
  'data:reimport': Outcome<DataSummary>;
  'data:generate': Outcome<DataSummary>;
  'data:cancelImport': null;
  'data:locate': Outcome<DataSummary>;
  'textFile:open': Outcome<{ fileId: number }>;
  'textFile:write': Outcome<null>;
  'textFile:close': Outcome<{ fileName: string }>;
  'export:saveExported': Outcome<{ fileName: string }>;
  'recovery:write': null;
  'recovery:clear': null;
  'recovery:find': Recovery | null;
  'recovery:restore': Outcome<OpenedProject>;
  'theme:get': ThemeChoice;
  'theme:set': null;
  'engine:restart': null;
}

/** What main tells the window unasked. */
export interface MainEvents {
  'menu:command': { id: CommandId };
  /** How far the import under way has come. */
  'data:progress': { fileName: string; progress: ImportProgress };
  /**
   * The engine process ended; `reason` is a clause. A new one is already on its way, unless main `gaveUp` after too many
   * crashes: then one comes with `engine:restart`, or with the next file that is opened.
   */
  'engine:exited': { reason: string; crashed: boolean; code: number; gaveUp?: boolean };
  /** A `.nloom` file was given to the app; the window decides when to open it (unsaved changes first). */
  'project:offered': { token: string; fileName: string };
  /** The user asked to close a window whose document has unsaved changes. */
  'window:closeRequested': null;
}

/** What the preload script puts on `window.neuroloom`. */
export interface NeuroloomBridge {
  request<C extends Channel>(
    channel: C,
    ...args: undefined extends RequestOf<C> ? [] : [RequestOf<C>]
  ): Promise<ResultOf[C]>;
  on<E extends keyof MainEvents>(event: E, listener: (payload: MainEvents[E]) => void): () => void;
  /**
   * A file dropped on the window: a table is opened as data; a `.nloom` comes back through `project:offered` and resolves as
   * cancelled. The preload script finds its path; the window never sees one it could make up.
   */
  openDropped(file: File): Promise<Outcome<DataSummary>>;
}

export { enginePortMessage, engineReadyRequest } from './names';
