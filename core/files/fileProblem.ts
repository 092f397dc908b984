import type { Problem } from '../graph/problem';

/** What was being done to the file, for the sentence. */
export type FileAction = 'read' | 'write';

const sentences: Record<string, Record<FileAction, [what: string, hint: string]>> = {
  ENOENT: {
    read: ['the file is not there', 'It may have been moved, renamed or deleted. Choose where it is now.'],
    write: ['the folder is not there', 'It may have been moved or deleted. Choose another folder.'],
  },
  EACCES: {
    read: ['you have no permission to read it', 'Change its permissions, or choose another file.'],
    write: ['you have no permission to write there', 'Choose another folder, or change its permissions.'],
  },
  ENOSPC: {
    read: ['the disk is full', 'Free some space and try again.'],
    write: [
      'the disk is full',
      'Free some space and try again, or choose another disk. The file as it was is untouched.',
    ],
  },
  EROFS: {
    read: ['the disk is read-only', 'Choose another file.'],
    write: ['the disk is read-only', 'Choose a folder on another disk.'],
  },
  EISDIR: {
    read: ['it is a folder, not a file', 'Choose a file.'],
    write: ['there is a folder of that name', 'Choose another name.'],
  },
  EBUSY: {
    read: ['another program is using it', 'Close it there and try again.'],
    write: ['another program is using it', 'Close it there and try again, or choose another name.'],
  },
  ENAMETOOLONG: {
    read: ['the name is too long', 'Choose a shorter name.'],
    write: ['the name is too long', 'Choose a shorter name.'],
  },
  EMFILE: {
    read: ['too many files are open', 'Close other programs and try again.'],
    write: ['too many files are open', 'Close other programs and try again.'],
  },
};

/** Different codes of one thing. */
const aliases: Record<string, string> = {
  EPERM: 'EACCES',
  ENOTDIR: 'ENOENT',
  EDQUOT: 'ENOSPC',
  ETXTBSY: 'EBUSY',
  ENFILE: 'EMFILE',
};

/** One sentence for an error of the file system: what was tried, on which file, why it failed, what to do. */
export function fileProblem(error: unknown, action: FileAction, path: string): Problem {
  const code = errorCode(error);
  const known = sentences[aliases[code] ?? code]?.[action];
  const [what, hint] = known ?? [`the system answered ${code}`, 'Try again, or choose another place.'];
  const tried = action === 'read' ? 'could not be read' : 'could not be saved';
  return {
    code: `file.${(aliases[code] ?? code).toLowerCase()}`,
    message: `"${path}" ${tried}: ${what}.`,
    hint,
  };
}

/** The system's name for an error (`ENOENT`), or `unknown`. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}
