import * as promises from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './fileProblem';

/** The part of `fs/promises` that writing needs, so that a test can let a disk be full. */
export type WritingFileSystem = Pick<
  typeof promises,
  'access' | 'chmod' | 'constants' | 'open' | 'realpath' | 'rename' | 'stat' | 'unlink'
>;

/** All at once, or in pieces. */
type Content = string | Uint8Array | Iterable<string> | AsyncIterable<Uint8Array>;

let counter = 0;

/**
 * Replaces a file as a whole: a temporary file in the same folder is written, flushed to the disk and renamed over it.
 * Whatever goes wrong, the file holds either all of the old content or all of the new. Its mode is kept; a symbolic link
 * stays one and its target is replaced. Throws the file system's error, and leaves no temporary file behind.
 */
export async function writeFileAtomically(
  path: string,
  content: Content,
  fs: WritingFileSystem = promises,
): Promise<void> {
  const staged = await stageFile(path, content, fs);
  await staged.replace();
}

/** A new content that lies flushed beside its file, which is still as it was. */
interface StagedFile {
  /** Renames it over the file. Throws the file system's error, and leaves no temporary file behind. */
  replace(): Promise<void>;
  /** Leaves the file as it is. */
  discard(): Promise<void>;
}

/** The first half of `writeFileAtomically`, for several files of which either all are replaced or none. */
export async function stageFile(
  path: string,
  content: Content,
  fs: WritingFileSystem = promises,
): Promise<StagedFile> {
  const target = await resolveLink(path, fs);
  const mode = await existingMode(target, fs);
  counter += 1;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${counter}.tmp`);
  const discard = () => fs.unlink(temporary).catch(() => {});
  const orDiscard = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      await discard();
      throw error;
    }
  };
  await orDiscard(() => writeFlushed(temporary, content, mode, fs));
  return {
    async replace() {
      await orDiscard(() => renameOver(temporary, target, fs));
      await flushFolder(dirname(target), fs);
    },
    discard,
  };
}

async function resolveLink(path: string, fs: WritingFileSystem): Promise<string> {
  try {
    return await fs.realpath(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return path;
    throw error;
  }
}

/** Mode of the file that is there; null if there is none. A rename needs no right to the file itself, so it is asked here. */
async function existingMode(target: string, fs: WritingFileSystem): Promise<number | null> {
  try {
    const stats = await fs.stat(target);
    if (stats.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    await fs.access(target, fs.constants.W_OK);
    return stats.mode & 0o7777;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeFlushed(
  path: string,
  content: Content,
  mode: number | null,
  fs: WritingFileSystem,
): Promise<void> {
  const file = await fs.open(path, 'wx', mode ?? 0o666);
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
    else for await (const piece of content) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
  // The mode given to open is narrowed by the umask.
  if (mode !== null) await fs.chmod(path, mode);
}

const renameAttempts = 5;

/** On Windows a virus scanner or an indexer may hold the file for a moment; then the rename is tried again. */
async function renameOver(from: string, to: string, fs: WritingFileSystem): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fs.rename(from, to);
    } catch (error) {
      const passing = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error));
      if (!passing || attempt === renameAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

/** Makes the rename itself last through a power cut, where the system can flush a folder. */
async function flushFolder(folder: string, fs: WritingFileSystem): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network disks cannot; the content is safe all the same.
  }
}
