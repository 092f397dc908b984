import { copyFile, symlink } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportRun } from './importRun';

/** A path to the same file that no reader takes for a pattern of file names. */
export async function plainPath(run: ImportRun, path: string): Promise<string> {
  if (!/[*?[\]{}]/.test(path)) return path;
  const link = run.temporaryPath(extname(path));
  // Windows lets few people make links.
  await symlink(path, link).catch(() => copyFile(path, link));
  return link;
}
