// Child processes: one that shows its output, one whose output is collected.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { root, saying } from './project.mjs';

/**
 * @typedef {object} Options
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] replaces the environment
 * @property {'shown' | 'collected' | 'inherited'} [output] shown: on the stream that the scripts speak on;
 *   inherited: stdin, stdout and stderr are ours
 * @property {number} [timeoutMs]
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, output: string }>} code: 128 + signal number is written as 1; 127 where
 *   the command doesn't exist
 */
export async function run(
  command,
  args,
  { cwd = root, env = process.env, output = 'shown', timeoutMs } = {},
) {
  const stdio = {
    shown: /** @type {const} */ (['ignore', saying(), process.stderr]),
    collected: /** @type {const} */ (['ignore', 'pipe', 'pipe']),
    inherited: /** @type {const} */ (['inherit', 'inherit', 'inherit']),
  }[output];
  const child = spawn(command, args, { cwd, env, stdio: [...stdio], timeout: timeoutMs });
  let collected = '';
  const collect = (/** @type {Buffer} */ chunk) => {
    collected += chunk;
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGTERM', forward);
  process.on('SIGINT', forward);
  try {
    const [code] = await once(child, 'close');
    return { code: code ?? 1, output: collected };
  } catch (error) {
    return { code: 127, output: `${command}: ${error instanceof Error ? error.message : error}` };
  } finally {
    process.off('SIGTERM', forward);
    process.off('SIGINT', forward);
  }
}

/**
 * A program of an installed package, run by this very Node.
 * @param {string} script path below node_modules, e.g. `vitest/vitest.mjs`
 * @param {readonly string[]} args
 * @param {Options} [options]
 */
export function runTool(script, args, options) {
  return run(process.execPath, [resolve(root, 'node_modules', script), ...args], options);
}

/**
 * npm as it was called, or the one in the path.
 * @param {readonly string[]} args
 * @param {Options} [options]
 */
export function runNpm(args, options) {
  const self = process.env.npm_execpath ?? '';
  if (self.endsWith('npm-cli.js')) return run(process.execPath, [self, ...args], options);
  return process.platform === 'win32'
    ? run('cmd', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options);
}
