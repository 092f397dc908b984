import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProject, serializeProject } from '../../core/graph/project';
import { RecentFiles } from './recentFiles';
import { RecoveryFiles } from './recovery';
import { Samples } from './samples';
import { Settings } from './settings';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('recent files', () => {
  const open = (announced: string[] = []) => {
    let now = 0;
    return new RecentFiles({
      folder,
      home: folder,
      now: () => ++now,
      announce: (path) => announced.push(path),
    });
  };

  it('are kept from one start to the next, newest first, each once, twelve at most', async () => {
    const paths = await Promise.all(
      Array.from({ length: 14 }, async (_, index) => {
        const path = join(folder, `net${index}.nloom`);
        await writeFile(path, '');
        return path;
      }),
    );
    const announced: string[] = [];
    const recent = open(announced);
    for (const path of paths) await recent.add(path);
    await recent.add(paths[5]!);
    const listed = await open().list();
    expect(listed).toHaveLength(12);
    expect(listed.slice(0, 3).map(({ fileName }) => fileName)).toEqual([
      'net5.nloom',
      'net13.nloom',
      'net12.nloom',
    ]);
    expect(listed[0]).toEqual({ path: paths[5], fileName: 'net5.nloom', folder: '~', openedAt: 15 });
    expect(announced).toHaveLength(15);
  });

  it('drop files that are no longer there, and can be cleared', async () => {
    await mkdir(join(folder, 'nets'));
    const [here, gone] = [join(folder, 'nets', 'a.nloom'), join(folder, 'b.nloom')];
    await writeFile(here, '');
    const recent = open();
    await recent.add(here);
    await recent.add(gone);
    expect((await recent.list()).map(({ folder: shown }) => shown)).toEqual([join('~', 'nets')]);
    expect(JSON.parse(await readFile(join(folder, 'recent.json'), 'utf8'))).toHaveLength(1);
    await recent.clear();
    expect(await open().list()).toEqual([]);
  });

  it('begin empty when the list is broken', async () => {
    await writeFile(join(folder, 'recent.json'), '[{"path": 7}]');
    expect(await open().list()).toEqual([]);
  });
});

/** Writes a document of this name. */
const called = (name: string) => (path: string) => writeFile(path, serializeProject(newProject(name)));

describe('recovery', () => {
  it('finds what other sessions left, the newest first, and never its own', async () => {
    for (const [name, seconds] of [
      ['old', 100],
      ['new', 200],
    ] as const) {
      await new RecoveryFiles(folder, name).write(called(name));
      await utimes(join(folder, `${name}.nloom`), seconds, seconds);
    }
    const recovery = new RecoveryFiles(folder, 'this');
    await recovery.write(called('mine'));
    expect(await recovery.find()).toEqual({ name: 'new', savedAt: 200_000 });
    await recovery.clearOwn();
    expect((await readdir(folder)).sort()).toEqual(['new.nloom', 'old.nloom']);
    await recovery.clearAll();
    expect(await recovery.find()).toBeNull();
    await recovery.write(called('later'));
    expect(await readdir(folder)).toEqual(['this.nloom']);
  });

  it('finds its own after the window has crashed', async () => {
    const recovery = new RecoveryFiles(folder, 'first');
    await recovery.write(called('Iris'));
    recovery.abandonOwn('second');
    expect(await recovery.find()).toMatchObject({ name: 'Iris' });
    const left = await recovery.newest();
    expect(left).toMatchObject({ read: { json: { name: 'Iris' } } });
    await recovery.makeOwn(left!.path);
    recovery.clearOwnNow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('passes over what cannot be read', async () => {
    await writeFile(join(folder, 'broken.nloom'), '{"name": "Ir');
    const recovery = new RecoveryFiles(folder, 'this');
    expect(await recovery.find()).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('settings', () => {
  it('are kept, and what is broken in them falls back by itself', async () => {
    const place = { x: 1, y: 2, width: 1100, height: 700, maximized: true };
    const settings = await Settings.load(folder);
    expect([settings.theme, settings.window]).toEqual(['system', null]);
    await Promise.all([settings.setTheme('dark'), settings.setWindow(place)]);
    const again = await Settings.load(folder);
    expect([again.theme, again.window]).toEqual(['dark', place]);
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ theme: 'pink', window: place }));
    const mended = await Settings.load(folder);
    expect([mended.theme, mended.window]).toEqual(['system', place]);
  });
});

describe('samples', () => {
  it('are the projects in the folder, in their order, without broken ones', async () => {
    await writeFile(join(folder, 'b.nloom'), JSON.stringify({ name: 'Boston', summary: 'Houses' }));
    const iris = { name: 'Iris', summary: 'Flowers', group: 'Data', order: 1, version: 1 };
    await writeFile(join(folder, 'a.nloom'), JSON.stringify(iris));
    await writeFile(join(folder, 'c.csv'), '');
    expect(await new Samples(folder).list()).toEqual([
      { id: 'a', name: 'Iris', summary: 'Flowers', group: 'Data' },
      { id: 'b', name: 'Boston', summary: 'Houses', group: '' },
    ]);
    expect(await new Samples(join(folder, 'none')).list()).toEqual([]);
  });
});
