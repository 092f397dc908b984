import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';

export const root = resolve(__dirname, '..');

interface Runtime {
  executable: string;
  /** Chromium switches that this machine calls for. */
  switches: string[];
  version: string;
}

/** The Electron to test with: named by the script that runs the tests, or looked up when run by hand. */
export function electronRuntime(): Runtime {
  const named = process.env.NEUROLOOM_ELECTRON_RUNTIME;
  if (named) return JSON.parse(named);
  const script = resolve(root, 'scripts/electron-runtime.mjs');
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
}

/**
 * Runs `body` while `executable` is what the package `electron` answers with.
 *
 * Playwright preloads a script into Electron that keeps the app from starting until Playwright listens, but only
 * where it asks that package for the executable. Without it a window can open while Playwright is still attaching
 * itself, and then the launch now and then waits for that window for ever.
 */
export async function withElectronPackage<T>(executable: string, body: () => Promise<T>): Promise<T> {
  const named = resolve(root, 'node_modules/electron/path.txt');
  const program = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const ending = sep + program.split('/').join(sep);
  if (!executable.endsWith(ending))
    throw new Error(`Electron's program should be called ${program}: ${executable}`);
  const before = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  process.env.ELECTRON_OVERRIDE_DIST_PATH = executable.slice(0, -ending.length);
  try {
    return await body();
  } finally {
    if (before === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
    else process.env.ELECTRON_OVERRIDE_DIST_PATH = before;
  }
}
