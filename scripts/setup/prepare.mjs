// Everything an app window needs before it opens.
import { electronRuntime } from '../electron-runtime.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay } from './display.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/** @returns {Promise<import('../electron-runtime.mjs').Runtime>} the Electron to run, able to run */
export async function prepareElectron() {
  await ensureDependencies();
  const runtime = await electronRuntime();
  await ensureSystemLibraries({ executable: runtime.executable, xvfb: !hasDisplay() });
  return runtime;
}

/**
 * What tells Playwright's fixture which Electron to launch.
 * @param {import('../electron-runtime.mjs').Runtime} runtime
 */
export const electronEnvironment = ({ executable, switches, version }) => ({
  NEUROLOOM_ELECTRON_RUNTIME: JSON.stringify({ executable, switches, version }),
});
