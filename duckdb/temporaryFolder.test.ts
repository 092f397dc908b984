import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTemporaryFolder, removeOwnFolders } from './temporaryFolder';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'neuroloom-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('folders of processes that are gone are deleted, those of others stay', async () => {
  // No process has a number as large as this; the parent of this one runs.
  for (const name of ['tables-4194305-gone', `tables-${process.ppid}-runs`, 'somebody else'])
    mkdirSync(join(parent, name));
  const own = await makeTemporaryFolder(parent);
  expect(readdirSync(parent).sort()).toEqual(
    ['somebody else', `tables-${process.ppid}-runs`, own.slice(parent.length + 1)].sort(),
  );
});

test('a process that ends early takes its own away', async () => {
  mkdirSync(join(parent, `tables-${process.ppid}-runs`));
  mkdirSync(join(await makeTemporaryFolder(parent), 'spill'));
  removeOwnFolders(parent);
  expect(readdirSync(parent)).toEqual([`tables-${process.ppid}-runs`]);
  removeOwnFolders(join(parent, 'not there'));
});
