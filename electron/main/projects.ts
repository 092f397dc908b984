import { basename, extname } from 'node:path';
import type { Problem } from '../../core/graph/problem';
import { newProject, serializeProject } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import type { DataSummary } from '../../core/protocol';
import { writeFileAtomically } from '../files/atomicWrite';
import { dataPathOf, storedDataPath, withDataPath } from '../files/dataPath';
import { fileProblem } from '../files/fileProblem';
import type { OpenedProject, Outcome, RequestOf, SavedProject } from '../ipc/contract';
import type { DataRequest } from '../ipc/engineProcess';
import type { ReadProject } from './checkProject';
import { NumberTransfer } from './numberTransfer';
import { inProjectThread } from './projectThread';
import { isModelPath } from './readModel';
import { readProject } from './readProject';
import type { RecentFiles } from './recentFiles';
import type { RecoveryFiles } from './recovery';
import type { Samples } from './samples';

export const projectExtension = '.nloom';

/** What projects need of the rest of the app. */
export interface ProjectHost {
  askOpenPath(): Promise<string | null>;
  /** `suggested` is a file name, or the path of the file as it is. */
  askSavePath(suggested: string): Promise<string | null>;
  openData(request: DataRequest): Promise<Outcome<DataSummary>>;
  /** A document takes the place of the one before, whose data is no longer needed. */
  documentReplaced(by: 'file' | 'empty'): void;
  /** The file of the document is another one, or none. */
  pathChanged(path: string | null): void;
}

interface ReadDocument {
  /** The file it is saved to; null where saving asks for a place. */
  path: string | null;
  data: DataRequest | null;
  /** The copy that a crash left behind. */
  restoredFrom: string | null;
}

/** The document's file: opening, saving, and which path it has. The window never sees a path it could write to. */
export class Projects {
  /** The numbers of large projects, on their way. */
  readonly numbers = new NumberTransfer();
  #path: string | null = null;
  #data: Promise<Outcome<DataSummary>> | null = null;
  /** What was read last and is not the document yet. */
  #read: ReadDocument | null = null;
  /** Saves follow one another. */
  #saving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: ProjectHost,
    private readonly recent: RecentFiles,
    private readonly samples: Samples,
    private readonly recovery: RecoveryFiles,
  ) {}

  /** What the data of the document holds; null where it named none when it was opened. */
  get data(): Promise<Outcome<DataSummary>> | null {
    return this.#data;
  }

  async startNew(): Promise<void> {
    this.#take(null, 'empty');
    await this.recovery.clearOwn();
  }

  async open(): Promise<Outcome<OpenedProject>> {
    const path = await this.host.askOpenPath();
    return path === null ? { status: 'cancelled' } : this.openPath(path);
  }

  /** Only a file of the list: the window cannot make main read any other. */
  async openRecent(path: string): Promise<Outcome<OpenedProject>> {
    if (await this.recent.has(path)) return this.openPath(path);
    const message = `"${basename(path)}" is not among the recent files.`;
    return {
      status: 'failed',
      problem: { code: 'project.notRecent', message, hint: 'Open it with "Open…".' },
    };
  }

  /** A project; or a model of another format, as an untitled document. */
  async openPath(path: string): Promise<Outcome<OpenedProject>> {
    return this.#opened(await readProject(path), isModelPath(path) ? null : path);
  }

  /** An untitled copy: saving it asks for a place. */
  async openSample(id: string): Promise<Outcome<OpenedProject>> {
    const path = await this.samples.path(id);
    if (path !== null) return this.#opened(await readProject(path), null);
    return {
      status: 'failed',
      problem: { code: 'project.noSample', message: `There is no sample called "${id}".` },
    };
  }

  /** The document that a crash left behind, untitled. */
  async restore(): Promise<Outcome<OpenedProject>> {
    const left = await this.recovery.newest();
    if (left === null) {
      return {
        status: 'failed',
        problem: { code: 'recovery.none', message: 'There is no unsaved document left to restore.' },
      };
    }
    return this.#opened(left.read, null, left.path);
  }

  /**
   * The window shows what it was given last: from now on that is the document. Until then the document before it can still be saved to
   * its own file.
   */
  async shown(): Promise<void> {
    const read = this.#read;
    if (read === null) return;
    const { path, data, restoredFrom } = read;
    this.#take(path, 'file');
    // The window shows the network while its data is still being read.
    this.#data = data === null ? null : this.host.openData(data);
    await (restoredFrom === null ? this.recovery.clearOwn() : this.recovery.makeOwn(restoredFrom));
    if (path !== null) await this.recent.add(path);
  }

  save(request: RequestOf<'project:save'>): Promise<Outcome<SavedProject>> {
    const saved = this.#saving.then(() => this.#save(request));
    this.#saving = saved.catch(() => {});
    return saved;
  }

  /** A copy of the unsaved document, for after a crash. */
  async keepCopy({ project, numbers: id }: RequestOf<'recovery:write'>): Promise<void> {
    const numbers = this.numbers.take(id);
    await this.recovery.write(async (path) => {
      const problem = await writeProject(path, project, numbers);
      if (problem) throw new Error(problem.message);
    });
  }

  async #save({ project, saveAs, numbers: id }: RequestOf<'project:save'>): Promise<Outcome<SavedProject>> {
    const numbers = this.numbers.take(id);
    const suggested = this.#path ?? suggestedFileName(project.name);
    const path = saveAs || this.#path === null ? await this.host.askSavePath(suggested) : this.#path;
    if (path === null) return { status: 'cancelled' };
    const name = project.name === untitled ? nameFromPath(path) : String(project.name ?? untitled);
    const problem = await writeProject(path, withStoredPath({ ...project, name }, path), numbers);
    if (problem) return { status: 'failed', problem };
    this.#path = path;
    this.host.pathChanged(path);
    await this.recent.add(path);
    await this.recovery.clearOwn();
    return { status: 'done', value: { fileName: basename(path), name } };
  }

  #opened(
    read: ReadProject,
    path: string | null,
    restoredFrom: string | null = null,
  ): Outcome<OpenedProject> {
    if (!read.ok) return { status: 'failed', problem: read.problem };
    this.#read = { path, data: read.data, restoredFrom };
    const fileName = path === null ? null : basename(path);
    const numbers = this.numbers.offer(read.numbers ?? null);
    const opened = { project: read.json, fileName, hasData: read.data !== null };
    return { status: 'done', value: { ...opened, ...(numbers > 0 && { numbers }) } };
  }

  #take(path: string | null, from: 'file' | 'empty'): void {
    this.#path = path;
    this.#data = null;
    this.#read = null;
    this.host.documentReplaced(from);
    this.host.pathChanged(path);
  }
}

/** What a new document is called. */
const untitled = newProject().name;

function nameFromPath(path: string): string {
  return basename(path, extname(path)) || untitled;
}

/** As it stands in the file at `path`: the path of the data file relative to it. */
function withStoredPath(project: object, path: string): object {
  const dataPath = dataPathOf(project);
  return dataPath === null ? project : withDataPath(project, storedDataPath(path, dataPath));
}

/** A large project, whose numbers come apart, is written in a thread of its own. Returns what went wrong. */
async function writeProject(
  path: string,
  project: object,
  numbers: ArrayBuffer | null,
): Promise<Problem | null> {
  if (numbers) return (await inProjectThread({ type: 'write', path, project, numbers })).problem;
  try {
    await writeFileAtomically(path, serializeProject(project as Project));
    return null;
  } catch (error) {
    return fileProblem(error, 'write', path);
  }
}

/** A file name made from the document's name, without what file systems refuse. */
export function suggestedFileName(name: unknown): string {
  const text = typeof name === 'string' ? name : '';
  const clean = text
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  return withProjectExtension(clean === '' ? untitled : clean.slice(0, 100));
}

export function withProjectExtension(path: string): string {
  return path.toLowerCase().endsWith(projectExtension) ? path : path + projectExtension;
}
