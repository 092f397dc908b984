// `npm run check:boundaries`: the rooms import only what the rules in boundaries/rules.mjs allow.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { boundaryProblems } from './boundaries/check.mjs';
import { rooms } from './boundaries/rules.mjs';

const root = resolve(import.meta.dirname, '..');

/** @type {Map<string, string>} */
const sources = new Map();
for (const { folder } of rooms) {
  if (!existsSync(resolve(root, folder))) continue;
  for (const name of readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })) {
    const path = `${folder}/${name.replaceAll('\\', '/')}`;
    // AssemblyScript is another language, and can reach nothing but itself.
    if (path.startsWith('core/kernels/assembly/')) continue;
    if (/\.(ts|tsx|mts|mjs)$/.test(path)) sources.set(path, readFileSync(resolve(root, path), 'utf8'));
  }
}
const problems = boundaryProblems(
  sources,
  (path) => statSync(resolve(root, path), { throwIfNoEntry: false })?.isFile() ?? false,
);
for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0
    ? `boundaries: ${sources.size} files keep to their rooms`
    : `boundaries: ${problems.length} problems in ${sources.size} files`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
