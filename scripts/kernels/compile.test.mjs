import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../setup/project.mjs';
import { compileAll, generatedFile, generatedModule } from './compile.mjs';

test('the committed kernels are what their sources compile to', async () => {
  const committed = readFileSync(resolve(root, generatedFile), 'utf8');
  // Compared as a whole, but not printed: the text is long.
  const same = generatedModule(await compileAll()) === committed;
  expect(same, 'run `node scripts/kernels.mjs` and commit its result').toBe(true);
}, 120_000);
