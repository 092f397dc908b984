// The built app in a real window, and what is measured in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { recordFrames } from './page.mjs';

const root = resolve(import.meta.dirname, '../..');

/** @returns {Promise<typeof import('../windowCore.ts')>} */
async function loadDriver() {
  const outDir = resolve(root, '.cache/bench-window');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    // The tests' helpers find the app beside their own folder.
    define: { __dirname: JSON.stringify(resolve(root, 'e2e')) },
    build: {
      ssr: resolve(root, 'bench/windowCore.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'window.mjs' } },
    },
  });
  return import(pathToFileURL(resolve(outDir, 'window.mjs')).href);
}

/**
 * @typedef {object} OpenApp
 * @property {import('@playwright/test').Page} page
 * @property {import('../../e2e/editor').Editor} editor
 * @property {import('../../e2e/launch').Neuroloom} app
 * @property {string} folder for files of the measurement; the settings stand in its `user`
 */

/**
 * Starts the app with a fresh profile, and ends it when `work` is done.
 * @template T
 * @param {(app: OpenApp) => Promise<T>} work
 */
export async function withApp(work) {
  const { Editor, launchNeuroloom } = await loadDriver();
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-window-'));
  const app = await launchNeuroloom({
    userDataDir: join(folder, 'user'),
    windowSize: { width: 1600, height: 1000 },
    theme: 'light',
  });
  try {
    await app.window.evaluate(recordFrames);
    return await work({ page: app.window, editor: new Editor(app.window), app, folder });
  } finally {
    await app.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {OpenApp} app @param {string} project */
export async function open({ app, page, editor }, project) {
  await app.dialogs.answerOpenDialog(project);
  // Discards what the last measurement left.
  await app.dialogs.answerMessageBox(1);
  await editor.press('Control+O');
  await page.locator('article[data-kind]').first().waitFor();
}

/** Trains, pauses or resumes, and waits until the window says so. @param {OpenApp} app @param {string} state */
export async function toggle({ editor }, state) {
  await editor.byId('transport-toggle').click();
  await editor.expectState(state);
}
