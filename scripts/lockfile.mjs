// Keeps package-lock.json usable by `npm ci` on every platform: `node scripts/lockfile.mjs` after a dependency
// has changed. A registry may not carry the binaries of other platforms; npm then leaves them out of the lock
// file, and `npm ci` refuses such a lock file. Addresses are removed, so that every registry can serve it.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ version?: string, resolved?: string, dev?: boolean, optional?: boolean, os?: string[],
 *   cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

/**
 * What a platform package's name says about where it runs.
 * @param {string} name e.g. `@biomejs/cli-linux-x64-musl`
 * @returns {Pick<LockEntry, 'os' | 'cpu' | 'libc'>}
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const musl = words.some((word) => word.startsWith('musl'));
  const libc = os.includes('linux') ? [musl ? 'musl' : 'glibc'] : [];
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(libc.length > 0 && { libc }) };
}

/**
 * Platform packages that a package of the lock file may want but the lock file doesn't name.
 * @param {Lock} lock
 * @returns {{ name: string, version: string, dev: boolean }[]}
 */
export function missingPlatforms(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(
        ([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
      )
      .map(([name, version]) => ({ name, version, dev: entry.dev ?? false })),
  );
}

/**
 * The lock file without addresses and with an entry for every platform package.
 * @param {Lock} lock
 * @returns {Lock}
 */
export function completed(lock) {
  /** @type {Record<string, LockEntry>} */
  const packages = {};
  for (const [path, { resolved: _, ...entry }] of Object.entries(lock.packages)) packages[path] = entry;
  for (const { name, version, dev } of missingPlatforms(lock)) {
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${name} is wanted as "${version}", not as one exact version`);
    packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = resolve(import.meta.dirname, '../package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = missingPlatforms(lock).length;
  writeFileSync(file, `${JSON.stringify(completed(lock), null, 2)}\n`);
  console.log(`package-lock.json: ${added} platform packages added, addresses removed`);
}
