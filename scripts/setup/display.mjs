// A screen to draw on: the user's, or Xvfb's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SetupError, say } from './project.mjs';

/** @param {NodeJS.ProcessEnv} [env] */
export function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true;
  return Boolean(env.WAYLAND_DISPLAY) || (Boolean(env.DISPLAY) && answers(String(env.DISPLAY)));
}

/**
 * DISPLAY may be left over from a server that is gone.
 * @param {string} display e.g. `:99` or `localhost:10.0`
 */
function answers(display) {
  const local = /^:(\d+)/.exec(display);
  if (!local) return true;
  try {
    const sockets = readFileSync('/proc/net/unix', 'utf8').split('\n');
    return sockets.some((line) => line.endsWith(`/tmp/.X11-unix/X${local[1]}`));
  } catch {
    return true;
  }
}

/**
 * Runs `body` with a display: the one that is there, else an Xvfb that ends with it.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withDisplay(body) {
  if (hasDisplay()) return body(process.env);
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2560x1600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stop = () => xvfb.kill();
  process.once('exit', stop);
  try {
    const display = await displayNumber(xvfb);
    say(`Display: none here, so Xvfb draws on :${display}`);
    return await body({ ...process.env, DISPLAY: `:${display}` });
  } finally {
    process.off('exit', stop);
    stop();
  }
}

/** @param {import('node:child_process').ChildProcess} xvfb */
async function displayNumber(xvfb) {
  const channel = /** @type {import('node:stream').Readable} */ (xvfb.stdio[3]);
  const failed = once(xvfb, 'exit').then(([code]) => {
    throw new SetupError(`Xvfb ended at once with exit code ${code}.`);
  });
  failed.catch(() => {});
  const [chunk] = await Promise.race([once(channel, 'data'), failed]);
  return Number(String(chunk));
}
