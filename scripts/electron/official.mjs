// The Electron that the `electron` package stands for. The package downloads its program at first use, from
// a place that not every network reaches.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cache, root, say } from '../setup/project.mjs';
import { run, runTool } from '../setup/run.mjs';

const folder = resolve(root, 'node_modules/electron');
const failureFile = resolve(cache, 'electron-download-failed.json');
const retryAfterMs = 24 * 3_600_000;

/** @returns {string} the version that package.json pins; the packages have to be installed */
const pinnedVersion = () => readJson(resolve(folder, 'package.json')).version;

/** Path of the program below an Electron's folder. */
export const program =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** @returns {{ executable: string, version: string } | undefined} where it is already here */
export function installedElectron() {
  try {
    const found = readFileSync(resolve(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    const executable = resolve(folder, 'dist', program);
    const complete = existsSync(resolve(folder, 'path.txt')) && existsSync(executable);
    return complete && found === pinnedVersion() ? { executable, version: found } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Downloads it, unless that failed less than a day ago.
 * @param {{ force: boolean }} options force: try although it failed lately
 * @returns {Promise<string | undefined>} why there is none, or undefined where it succeeded
 */
export async function downloadElectron({ force }) {
  const version = pinnedVersion();
  const failure = readJson(failureFile);
  const recent = failure?.version === version && Date.now() - failure.at < retryAfterMs;
  if (recent && !force) return failure.reason;
  say(`Electron ${version}: downloading the official one`);
  const fetched = await run(process.execPath, [resolve(import.meta.dirname, 'fetch-official.mjs')], {
    output: 'collected',
  });
  const done =
    fetched.code === 0
      ? await runTool('electron/install.js', [], { output: 'collected', timeoutMs: 300_000 })
      : fetched;
  if (done.code === 0 && installedElectron()) {
    rmSync(failureFile, { force: true });
    return undefined;
  }
  const reason = done.output.trim().split('\n')[0] || `exit code ${done.code}`;
  mkdirSync(cache, { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ version, at: Date.now(), reason }));
  return reason;
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
