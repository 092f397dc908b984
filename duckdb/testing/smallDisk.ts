import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that is really full when its few megabytes are written. */
export interface SmallDisk {
  /** A folder beside the disk's, with room. */
  root: string;
  /** The disk's folder. */
  disk: string;
  /** Why there is none: only an administrator of Linux may make one. Null where there is. */
  missing: string | null;
  /** To be called in any case. */
  remove(): void;
}

export function smallDisk(megabytes: number): SmallDisk {
  const root = mkdtempSync(join(tmpdir(), 'neuroloom-small-disk-'));
  const disk = join(root, 'disk');
  mkdirSync(disk);
  let missing: string | null = null;
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    missing = `no disk may be mounted here: ${reason}`;
  }
  return {
    root,
    disk,
    missing,
    remove() {
      if (missing === null) execFileSync('/bin/umount', [disk]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
