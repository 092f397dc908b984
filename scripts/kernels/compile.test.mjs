import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/project.mjs';
import { compileAll } from './compile.mjs';

test('the committed kernels are what their sources compile to', async () => {
  for (const { file, text } of await compileAll()) {
    const committed = readFileSync(resolve(root, file), 'utf8');
    // Compared as a whole, but not printed: the text is long.
    expect(text === committed, `${file}: run \`node scripts/kernels.mjs\` and commit its result`).toBe(true);
  }
}, 120_000);
