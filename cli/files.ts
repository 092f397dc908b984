import { mkdir, open, readFile, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseProject } from '../core/graph/project';
import type { Project } from '../core/graph/schema';
import { readProjectBytes } from '../core/import/projectBytes';
import { UserError } from './userError';

/** Reads a file; what goes wrong is said with the path as the user gave it. */
export async function readBytes(path: string, shown: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UserError(fileFault(error, shown, 'read'));
  }
}

/** As UTF-8 text. */
function textOf(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`"${shown}" is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}

/** From so many bytes on, a project is read number by number: its text may be longer than a string can be. */
const muchText = 1 << 22;

export interface ProjectFile {
  project: Project;
  /** Absolute. */
  path: string;
}

export async function readProject(cwd: string, given: string): Promise<ProjectFile> {
  const path = resolve(cwd, given);
  const bytes = await readBytes(path, given);
  let json: unknown;
  try {
    json = bytes.length > muchText ? readProjectBytes(bytes) : JSON.parse(textOf(bytes, given));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `"${given}" is not a project file: it is no valid JSON (${(error as Error).message}).`,
    );
  }
  const parsed = parseProject(json);
  if (!parsed.ok) throw new UserError(`"${given}": ${parsed.problem.message}`);
  return { project: parsed.project, path };
}

/**
 * Writes a whole file or nothing: into a temporary file in the same folder, flushed to the disk, then renamed over the
 * old one.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  shown: string,
): Promise<void> {
  await writePieces(path, shown, (write) => write(content));
}

/** The same for a file that is made piece by piece. Errors of `make` that are a user's already stay as they are. */
export async function writePieces(
  path: string,
  shown: string,
  make: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const staged = await stage(path, shown, make);
  await staged.replace();
}

/** Several files into a folder, which is made where it is not there: all of them or, where one cannot be written, none. */
export async function writeFolder(
  folder: string,
  shown: string,
  files: readonly { name: string; content: string | Uint8Array }[],
): Promise<void> {
  const isNew = await ensureFolder(folder, shown);
  const staged: StagedFile[] = [];
  try {
    for (const { name, content } of files)
      staged.push(await stage(join(folder, name), join(shown, name), (write) => write(content)));
    for (const file of staged) await file.replace();
  } catch (error) {
    for (const file of staged) await file.discard();
    // Nothing is in it.
    if (isNew) await rmdir(folder).catch(() => {});
    throw error;
  }
}

/** A new content that lies flushed beside its file, which is still as it was. */
interface StagedFile {
  replace(): Promise<void>;
  discard(): Promise<void>;
}

async function stage(
  path: string,
  shown: string,
  make: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<StagedFile> {
  // A link stays a link: the file behind it is replaced.
  const target = await realpath(path).catch(() => path);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const discard = () => rm(temporary, { force: true });
  const orDiscard = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      await discard();
      if (error instanceof UserError || errorCode(error) === null) throw error;
      throw new UserError(fileFault(error, shown, 'write'));
    }
  };
  await orDiscard(async () => {
    // Said now, as a rename that fails may come after that of another file.
    if ((await stat(target).catch(() => null))?.isDirectory())
      throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    const file = await open(temporary, 'w');
    try {
      await make((piece) => file.writeFile(piece));
      await file.sync();
    } finally {
      await file.close();
    }
  });
  return { replace: () => orDiscard(() => rename(temporary, target)), discard };
}

/** The system's name for an error; null where it is none of the system's. */
function errorCode(error: unknown): string | null {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : null;
}

/** Makes the folder where it is not there yet; whether it was not. */
export async function ensureFolder(path: string, shown: string): Promise<boolean> {
  try {
    return (await mkdir(path, { recursive: true })) !== undefined;
  } catch (error) {
    throw new UserError(fileFault(error, shown, 'write'));
  }
}

/** Fails before hours of work rather than after them, if the folder of a file to write is not there. */
export async function requireFolderOf(path: string, shown: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) throw new UserError(`"${shown}" cannot be written: its folder does not exist.`);
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new UserError(`"${shown}" cannot be written: it is a folder.`);
}

export function fileFault(error: unknown, shown: string, action: 'read' | 'write'): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return action === 'read'
        ? `There is no file "${shown}".`
        : `"${shown}" cannot be written: its folder does not exist.`;
    case 'EISDIR':
      return `"${shown}" is a folder, not a file.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `"${shown}" cannot be made: a file is in its way.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `"${shown}" cannot be ${action === 'read' ? 'read' : 'written'}: permission denied.`;
    case 'ENOSPC':
      return `"${shown}" cannot be written: the disk is full.`;
    default:
      return `"${shown}" cannot be ${action === 'read' ? 'read' : 'written'}: ${message}.`;
  }
}
