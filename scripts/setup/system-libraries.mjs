// The system's own libraries that Electron is linked with, and Xvfb: Linux only, installed where apt is.
import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { alone } from './lock.mjs';
import { SetupError, say } from './project.mjs';
import { run } from './run.mjs';

/** Debian's names; a newer Debian or Ubuntu calls some of them NAMEt64. */
const packages = ['xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];

/**
 * @param {{ executable: string, xvfb: boolean }} wanted the Electron that must start; whether Xvfb is needed
 */
export async function ensureSystemLibraries({ executable, xvfb }) {
  if (process.platform !== 'linux') return;
  if ((await missing(executable, xvfb)).length === 0) return;
  await alone('system-libraries', async () => {
    const before = await missing(executable, xvfb);
    if (before.length === 0) return;
    await install(before);
    const after = await missing(executable, xvfb);
    if (after.length > 0) throw new SetupError(`Still missing after the installation: ${after.join(', ')}`);
  });
}

/**
 * @param {string} executable
 * @param {boolean} xvfb
 * @returns {Promise<string[]>} names of libraries and programs
 */
async function missing(executable, xvfb) {
  const { output } = await run('ldd', [executable], { output: 'collected' });
  const libraries = missingLibraries(output);
  return xvfb && !inPath('Xvfb') ? [...libraries, 'Xvfb'] : libraries;
}

/**
 * @param {string} ldd its output
 * @returns {string[]}
 */
export function missingLibraries(ldd) {
  return [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]));
}

/** @param {string} program */
const inPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(resolve(folder, program)));

/** @param {string[]} wanting */
async function install(wanting) {
  const what = wanting.join(', ');
  if (!inPath('apt-get')) {
    throw new SetupError(
      `Missing on this system: ${what}. Please install the packages that hold them, and start again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const names = await availableNames();
    throw new SetupError(
      `Missing on this system: ${what}. Please run this, and start again:\n` +
        `  sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`,
    );
  }
  say(`System libraries: apt-get installs what is missing (${what})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['-qq', 'update'], { output: 'collected', env });
  if (update.code !== 0)
    say(`apt-get update failed, going on with the lists that are there:\n${update.output}`);
  const args = ['-qq', 'install', '-y', '--no-install-recommends', ...(await availableNames())];
  const { code, output } = await run('apt-get', args, { output: 'collected', env });
  if (code !== 0) throw new SetupError(`apt-get ${args.join(' ')} failed:\n${output}`);
}

/** The names under which this release has the packages. */
async function availableNames() {
  const candidates = packages.flatMap((name) => [name, `${name}t64`]);
  const { output } = await run('apt-cache', ['policy', ...candidates], {
    output: 'collected',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const offered = offeredBy(output);
  return packages.map((name) => (offered.has(`${name}t64`) ? `${name}t64` : name));
}

/**
 * @param {string} policy output of `apt-cache policy NAME…`
 * @returns {Set<string>} names that have a version to install
 */
export function offeredBy(policy) {
  const names = [...policy.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (?!\(none\))/gm)];
  return new Set(names.map((match) => String(match[1])));
}
