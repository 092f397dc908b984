// One at a time: set-up and builds write to shared folders, and two commands may be started together.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cache, SetupError } from './project.mjs';

const patienceMs = 15 * 60_000;

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} body
 * @returns {Promise<T>}
 */
export async function alone(name, body) {
  mkdirSync(cache, { recursive: true });
  const file = resolve(cache, `${name}.lock`);
  const giveUpAt = Date.now() + patienceMs;
  while (!take(file)) {
    if (Date.now() > giveUpAt)
      throw new SetupError(`Another command holds ${file}; delete it if none is running.`);
    await sleep(100);
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (abandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function abandoned(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // A file without a number was created this instant, or its writer died between the two steps.
    if (!holder) return Date.now() - statSync(file).mtimeMs > 10_000;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}
