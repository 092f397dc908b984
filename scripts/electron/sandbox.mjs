// Command-line switches that the machine calls for.
import { statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { say } from '../setup/project.mjs';
import { run } from '../setup/run.mjs';

/**
 * Chromium's sandbox stays on wherever it can work. It can't for root, nor where neither user namespaces nor a
 * set-uid helper are to be had (many containers).
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
export async function machineSwitches(executable) {
  if (process.platform !== 'linux') return [];
  const switches = [];
  if (process.getuid?.() === 0) switches.push('--no-sandbox');
  else if (!(await sandboxWorks(executable))) {
    say('Sandbox: off, this system offers neither unprivileged user namespaces nor a set-uid helper');
    switches.push('--no-sandbox');
  }
  if (sharedMemoryIsSmall()) switches.push('--disable-dev-shm-usage');
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY) switches.push('--ozone-platform-hint=auto');
  return switches;
}

/** @param {string} executable */
async function sandboxWorks(executable) {
  const helper = statSync(resolve(dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return true;
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { output: 'collected' });
  // 127: no such command, so nothing is known; Chromium itself will say what it misses.
  return code === 0 || code === 127;
}

/** Containers often have 64 MB, which Chromium fills and dies of. */
function sharedMemoryIsSmall() {
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize < 256 * 2 ** 20;
  } catch {
    return true;
  }
}
