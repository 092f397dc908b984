import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/project.mjs';
import { textbookSamples } from './index.mjs';

test('the textbook samples are what `node scripts/samples.mjs` writes', async () => {
  const files = await textbookSamples();
  expect(files.size).toBeGreaterThan(40);
  for (const [name, text] of files) {
    const committed = readFileSync(resolve(root, 'resources/samples', name), 'utf8');
    expect(committed === text, `${name} differs; run node scripts/samples.mjs`).toBe(true);
  }
});
