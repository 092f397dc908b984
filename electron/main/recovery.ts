import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recovery } from '../ipc/contract';
import type { ReadProject } from './checkProject';
import { readProject } from './readProject';

const kept = 5;

/**
 * Copies of unsaved documents, one file for each session. A session that ends well takes its file away, so whatever
 * another session left was lost in a crash.
 */
export class RecoveryFiles {
  #own: string;
  #writing: Promise<void> = Promise.resolve();

  /** `session`: a name no other session has had. */
  constructor(
    private readonly folder: string,
    session: string,
  ) {
    this.#own = `${session}.nloom`;
  }

  /** `write` writes the whole file, or throws. */
  write(write: (path: string) => Promise<void>): Promise<void> {
    return this.#inOrder(async () => {
      await mkdir(this.folder, { recursive: true });
      await write(join(this.folder, this.#own));
    });
  }

  /** The document of this session is safe, or was given up. */
  clearOwn(): Promise<void> {
    return this.#inOrder(() => rm(join(this.folder, this.#own), { force: true }));
  }

  /** The same while the app is going down, when nobody waits for promises any more. */
  clearOwnNow(): void {
    rmSync(join(this.folder, this.#own), { force: true });
  }

  /** The user wants none of it: this session's copy and those that were left. */
  clearAll(): Promise<void> {
    return this.#inOrder(() => rm(this.folder, { recursive: true, force: true }));
  }

  /** The window crashed: what it had written counts as left over, and the new one writes to a file of its own. */
  abandonOwn(session: string): void {
    this.#own = `${session}.nloom`;
  }

  /** The newest document that an unclean exit left behind. */
  async find(): Promise<Recovery | null> {
    const left = await this.newest();
    if (!left) return null;
    const { name } = (left.read.ok ? left.read.json : {}) as { name?: unknown };
    return { name: typeof name === 'string' && name !== '' ? name : 'Untitled', savedAt: left.savedAt };
  }

  /** What `newest` found is this session's copy from now on. */
  makeOwn(path: string): Promise<void> {
    return this.#inOrder(() => rename(path, join(this.folder, this.#own)));
  }

  /** The newest that can be read; what cannot is of no use to anybody and is removed. */
  async newest(): Promise<{ path: string; savedAt: number; read: ReadProject } | null> {
    for (const file of await this.#left()) {
      const read = await readProject(file.path);
      if (read.ok || read.problem.code !== 'project.notJson') return { ...file, read };
      await rm(file.path, { force: true });
    }
    return null;
  }

  /** Left by other sessions, newest first; old ones beyond a handful are removed. */
  async #left(): Promise<{ path: string; savedAt: number }[]> {
    await this.#writing;
    const names = await readdir(this.folder).catch((): string[] => []);
    const paths = names
      .filter((name) => name.endsWith('.nloom') && name !== this.#own)
      .map((name) => join(this.folder, name));
    const files = await Promise.all(
      paths.map(async (path) => ({ path, savedAt: (await stat(path)).mtimeMs })),
    );
    files.sort((a, b) => b.savedAt - a.savedAt);
    for (const { path } of files.slice(kept)) await rm(path, { force: true });
    return files.slice(0, kept);
  }

  #inOrder(action: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(action);
    this.#writing = done.catch(() => {});
    return done;
  }
}
