import * as promises from 'node:fs/promises';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WritingFileSystem, writeFileAtomically } from './atomicWrite';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-'));
  file = join(folder, 'net.nloom');
});
afterEach(() => rm(folder, { recursive: true }));

const failure = (code: string) => Object.assign(new Error(code), { code });

/** The real file system, on which one thing goes wrong. */
function failing(at: 'writeFile' | 'sync' | 'rename' | 'open' | 'access', code: string): WritingFileSystem {
  const fail = () => Promise.reject(failure(code));
  if (at === 'open' || at === 'rename' || at === 'access') return { ...promises, [at]: fail };
  return {
    ...promises,
    open: async (...args: Parameters<typeof promises.open>) => {
      const handle = await promises.open(...args);
      return Object.assign(handle, { [at]: fail });
    },
  };
}

describe('writing a file as a whole', () => {
  it('creates it, replaces it, and leaves nothing else behind', async () => {
    await writeFileAtomically(file, 'one');
    await writeFileAtomically(file, new TextEncoder().encode('two'));
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['net.nloom']);
  });

  it('keeps the mode of the file', async () => {
    await writeFile(file, 'one');
    await chmod(file, 0o640);
    await writeFileAtomically(file, 'two');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  it('writes through a symbolic link', async () => {
    const link = join(folder, 'link.nloom');
    await writeFile(file, 'one');
    await symlink(file, link);
    await writeFileAtomically(link, 'two');
    expect([await readFile(file, 'utf8'), await readlink(link)]).toEqual(['two', file]);
  });

  it.each([
    ['writeFile', 'ENOSPC'],
    ['sync', 'EIO'],
    ['rename', 'EXDEV'],
    ['open', 'EACCES'],
    ['access', 'EACCES'],
  ] as const)('leaves the old file as it was when %s fails', async (at, code) => {
    await writeFile(file, 'old');
    await expect(writeFileAtomically(file, 'new', failing(at, code))).rejects.toMatchObject({ code });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['net.nloom']);
  });

  it('does not put a file where a folder is, or where there is none', async () => {
    await mkdir(file);
    await expect(writeFileAtomically(file, 'x')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(writeFileAtomically(join(folder, 'no', 'net.nloom'), 'x')).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(await readdir(folder)).toEqual(['net.nloom']);
  });

  it('keeps one of the contents whole when writes overlap', async () => {
    const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(contents.map((content) => writeFileAtomically(file, content)));
    expect(contents).toContain(await readFile(file, 'utf8'));
    expect(await readdir(folder)).toEqual(['net.nloom']);
  });
});
