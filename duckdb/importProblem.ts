import { basename } from 'node:path';
import { fileProblem } from '../core/files/fileProblem';
import type { Problem } from '../core/graph/problem';

/** Why an import failed, in one sentence. */

/** Carries a problem through the layers of an import. */
export class ImportFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** The import was interrupted by the caller. */
export class ImportCancelled extends Error {}

export function refuse(path: string, code: string, message: string, hint: string): ImportFailure {
  return new ImportFailure({ code, message: `"${basename(path)}": ${message}`, hint });
}

/** `1,234 rows`. */
export function count(n: number, what: string): string {
  return `${n.toLocaleString('en-US')} ${what}${n === 1 ? '' : 's'}`;
}

/** The problem behind any error of an import of this file; a bug of ours is thrown on. */
export function problemOf(error: unknown, path: string): Problem {
  if (error instanceof ImportFailure) return error.problem;
  if (typeof (error as NodeJS.ErrnoException)?.code === 'string') {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code.startsWith('Z_') || code.startsWith('ERR_Z')) return brokenArchive(path);
    // Reading a file does not fill a disk: that was our own copy of it.
    return fileProblem(error, 'read', path);
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|disk (is )?full|max_temp_directory_size|not enough space/i.test(message)) {
    return fileProblem({ code: 'ENOSPC' }, 'read', path);
  }
  if (/^Out of Memory Error/.test(message)) {
    return {
      code: 'data.memory',
      message: `"${basename(path)}" needs more memory than the data engine may use.`,
      hint: 'Leave out columns that are not needed, or close other programs and try again.',
    };
  }
  if (/gzip|GZIP|zlib|miniz/.test(message)) return brokenArchive(path);
  throw error;
}

function brokenArchive(path: string): Problem {
  return {
    code: 'file.archive',
    message: `"${basename(path)}" could not be read: its gzip compression is damaged or cut off.`,
    hint: 'Copy or download the file again.',
  };
}
