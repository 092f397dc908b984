import { readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'tables-';

/** A fresh folder inside `parent`, named after this process; folders of processes that are gone are deleted. */
export async function makeTemporaryFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix) && !isRunning(Number(name.split('-')[1])))
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
  return mkdtemp(join(parent, `${prefix}${process.pid}-`));
}

/** Deletes the folders of this process at once: for one that ends in the middle of its work. */
export function removeOwnFolders(parent: string): void {
  try {
    for (const name of readdirSync(parent)) {
      if (name.startsWith(`${prefix}${process.pid}-`))
        rmSync(join(parent, name), { recursive: true, force: true });
    }
  } catch {
    // There are none, or the next process deletes them.
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
