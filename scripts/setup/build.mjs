// Builds what is out of date: a build is current while its sources' contents are the ones it was made from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { alone } from './lock.mjs';
import { cache, root, SetupError, say } from './project.mjs';
import { runTool } from './run.mjs';

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources files and folders
 * @property {string[]} outputs files that must be there
 * @property {string} tool script below node_modules
 * @property {string[]} args
 */

/** @type {Target} */
const app = {
  name: 'app',
  sources: ['core', 'duckdb', 'electron', 'renderer', 'resources', 'electron.vite.config.mts'],
  outputs: ['out/main/index.js', 'out/main/engine.js', 'out/preload/index.js', 'out/renderer/index.html'],
  tool: 'electron-vite/bin/electron-vite.js',
  args: ['build', '--logLevel', 'warn'],
};

/** @type {Target} */
const cli = {
  name: 'command line',
  sources: ['core', 'duckdb', 'cli', 'resources', 'vite.cli.config.mts'],
  outputs: ['out/cli/neuroloom.js'],
  tool: 'vite/bin/vite.js',
  args: ['build', '--config', 'vite.cli.config.mts', '--logLevel', 'warn'],
};

/** @param {{ force?: boolean }} [options] */
export const buildApp = (options) => build(app, options);

/** @param {{ force?: boolean }} [options] */
export const buildCli = (options) => build(cli, options);

/**
 * @param {Target} target
 * @param {{ force?: boolean }} [options]
 */
async function build(target, { force = false } = {}) {
  if (!force && isCurrent(target)) return;
  await alone(`build-${target.name.replace(' ', '-')}`, async () => {
    if (!force && isCurrent(target)) return;
    const start = performance.now();
    const fingerprint = fingerprintOf(target);
    rmSync(stampOf(target), { force: true });
    // The build is for production whatever the shell that called us says.
    const env = { ...process.env, NODE_ENV: 'production' };
    const { code, output } = await runTool(target.tool, target.args, { output: 'collected', env });
    if (code !== 0) throw new SetupError(`The build of the ${target.name} failed:\n${output.trim()}`);
    mkdirSync(cache, { recursive: true });
    writeFileSync(stampOf(target), fingerprint);
    say(`Build: ${target.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  });
}

/** @param {Target} target */
const stampOf = (target) => resolve(cache, `built-${target.name.replace(' ', '-')}`);

/** @param {Target} target */
function isCurrent(target) {
  if (!target.outputs.every((path) => existsSync(resolve(root, path)))) return false;
  const stamp = stampOf(target);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprintOf(target);
}

/** @param {Target} target */
function fingerprintOf(target) {
  const hash = createHash('sha256');
  for (const path of [...target.sources, 'tsconfig.base.json', 'package-lock.json', 'package.json'].flatMap(
    filesIn,
  )) {
    if (/\.test\.tsx?$/.test(path)) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(resolve(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path from the root; a file or a folder
 * @returns {string[]} files below it, sorted
 */
function filesIn(path) {
  if (!existsSync(resolve(root, path))) return [];
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(resolve(root, path), {
    recursive: true,
    withFileTypes: true,
    encoding: 'utf8',
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort();
}
