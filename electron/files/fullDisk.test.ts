import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallDisk } from '../../duckdb/testing/smallDisk';
import { writeFileAtomically } from './atomicWrite';
import { fileProblem } from './fileProblem';

const { disk, missing, remove } = smallDisk(4);
afterAll(remove);

describe.skipIf(missing !== null)(`a full disk${missing === null ? '' : ` (${missing})`}`, () => {
  it.each([
    { how: 'at once', content: 'x'.repeat(6_000_000) },
    { how: 'in pieces', content: Array.from({ length: 60 }, () => 'x'.repeat(100_000)) },
  ])('keeps the file that was there, written $how, and no other', async ({ content }) => {
    const path = join(disk, 'net.nloom');
    writeFileSync(path, 'as it was');
    const error: unknown = await writeFileAtomically(path, content).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(fileProblem(error, 'write', path)).toEqual({
      code: 'file.enospc',
      message: `"${path}" could not be saved: the disk is full.`,
      hint: 'Free some space and try again, or choose another disk. The file as it was is untouched.',
    });
    expect(readdirSync(disk)).toEqual(['net.nloom']);
    expect(readFileSync(path, 'utf8')).toBe('as it was');
  });
});
