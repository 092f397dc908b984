import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFolder } from './files';
import { UserError } from './userError';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuroloom-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('several files of a folder', () => {
  const first = { name: 'model.py', content: 'new' };

  it('are replaced when all of them are there', async () => {
    writeFileSync(join(folder, 'model.py'), 'old');
    await writeFolder(folder, 'out', [first, { name: 'weights', content: Uint8Array.of(1, 2) }]);
    expect(readFileSync(join(folder, 'model.py'), 'utf8')).toBe('new');
    expect([...readFileSync(join(folder, 'weights'))]).toEqual([1, 2]);
    expect(readdirSync(folder)).toEqual(['model.py', 'weights']);
  });

  it('stay as they were where one of them cannot be written', async () => {
    writeFileSync(join(folder, 'model.py'), 'old');
    mkdirSync(join(folder, 'weights'));
    const failing = writeFolder(folder, 'out', [first, { name: 'weights', content: 'new' }]);
    await expect(failing).rejects.toThrow(
      new UserError(`"${join('out', 'weights')}" is a folder, not a file.`),
    );
    expect(readFileSync(join(folder, 'model.py'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['model.py', 'weights']);
  });

  it('leave no folder behind that was made for them', async () => {
    const made = join(folder, 'made');
    const missing = join('nowhere', 'weights');
    await expect(writeFolder(made, 'made', [first, { name: missing, content: '' }])).rejects.toThrow(
      `"${join('made', missing)}" cannot be written: its folder does not exist.`,
    );
    expect(existsSync(made)).toBe(false);
  });
});
