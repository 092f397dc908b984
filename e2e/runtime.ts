import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

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
