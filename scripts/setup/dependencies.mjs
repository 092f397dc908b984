// node_modules, as the lock file has it.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { alone } from './lock.mjs';
import { root, SetupError, say } from './project.mjs';
import { runNpm } from './run.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 */

/** Installs what is missing or differs from the lock file. */
export async function ensureDependencies() {
  if (outdated(readLock('package-lock.json'), readLock('node_modules/.package-lock.json')).length === 0)
    return;
  await alone('dependencies', async () => {
    const lock = readLock('package-lock.json');
    const differing = outdated(lock, readLock('node_modules/.package-lock.json'));
    if (differing.length === 0) return;
    say(`Packages: npm ci (${differing.length} of ${Object.keys(lock.packages).length} missing or changed)`);
    const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'];
    const { code } = await runNpm(args);
    if (code !== 0) throw new SetupError(`npm ci failed with exit code ${code}; its message is above.`);
  });
}

/**
 * npm writes what it installed to node_modules/.package-lock.json at the end of every install.
 * @param {Lock} wanted
 * @param {Lock} installed
 * @returns {string[]} paths of the packages that aren't installed in the wanted version
 */
export function outdated(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path, entry]) => {
      const found = installed.packages[path];
      return path !== '' && (found ? found.version !== entry.version : !entry.optional);
    })
    .map(([path]) => path);
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(resolve(root, path), 'utf8'));
  } catch {
    return { packages: {} };
  }
}
