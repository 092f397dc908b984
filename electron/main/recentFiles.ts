import { access } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { z } from 'zod';
import type { RecentFile } from '../ipc/contract';
import { JsonFile } from './jsonFile';

const entries = z.array(z.object({ path: z.string().min(1), openedAt: z.number() }));
type Entry = z.output<typeof entries>[number];

const kept = 12;

export interface RecentOptions {
  /** Where the list is kept. */
  folder: string;
  /** The user's home folder, written as ~. */
  home: string;
  now(): number;
  /** Tells the system's own list. */
  announce(path: string): void;
}

/** The projects opened last, newest first. */
export class RecentFiles {
  readonly #file: JsonFile<Entry[]>;
  #entries: Promise<Entry[]>;

  constructor(private readonly options: RecentOptions) {
    this.#file = new JsonFile(join(options.folder, 'recent.json'), entries, []);
    this.#entries = this.#file.read();
  }

  /** Files that are no longer there are dropped. */
  async list(): Promise<RecentFile[]> {
    const all = await this.#entries;
    const there = await Promise.all(all.map(({ path }) => exists(path)));
    const found = all.filter((_entry, index) => there[index]);
    if (found.length < all.length) await this.#store(found);
    return found.map(({ path, openedAt }) => ({
      path,
      fileName: basename(path),
      folder: shownFolder(dirname(path), this.options.home),
      openedAt,
    }));
  }

  /** Whether the user has opened this file before: only such a path may the window name. */
  async has(path: string): Promise<boolean> {
    return (await this.#entries).some((entry) => entry.path === path);
  }

  async add(path: string): Promise<void> {
    this.options.announce(path);
    const others = (await this.#entries).filter((entry) => entry.path !== path);
    await this.#store([{ path, openedAt: this.options.now() }, ...others].slice(0, kept));
  }

  async remove(path: string): Promise<void> {
    await this.#store((await this.#entries).filter((entry) => entry.path !== path));
  }

  async clear(): Promise<void> {
    await this.#store([]);
  }

  #store(list: Entry[]): Promise<void> {
    this.#entries = Promise.resolve(list);
    return this.#file.write(list);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function shownFolder(folder: string, home: string): string {
  if (folder === home) return '~';
  return folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}
