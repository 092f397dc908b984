import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import type { Dialogs } from './dialogs';
import { type LaunchOptions, launchNeuroloom, type Neuroloom, type Size, type Theme } from './launch';

export { expect } from '@playwright/test';

interface Options {
  windowSize: Size;
  theme: Theme;
}

interface Fixtures {
  /** A fresh folder for the test's files. */
  workDir: string;
  /** A fresh folder for settings, recent files and the like; launches of one test share it. */
  userDataDir: string;
  /** Launches the app once more, or for the first time; what is still running at the end is ended. */
  launch: (options?: Partial<LaunchOptions>) => Promise<Neuroloom>;
  /** Errors that match are expected in this test, and don't fail it. */
  allowErrors: (pattern: RegExp) => void;
  /** The app, launched for this test. */
  neuroloom: Neuroloom;
  app: ElectronApplication;
  window: Page;
  dialogs: Dialogs;
  answerOpenDialog: Dialogs['answerOpenDialog'];
  answerSaveDialog: Dialogs['answerSaveDialog'];
  answerMessageBox: Dialogs['answerMessageBox'];
}

export const test = base.extend<Options & Fixtures & { allowedErrors: RegExp[] }>({
  windowSize: [{ width: 1280, height: 800 }, { option: true }],
  theme: ['light', { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from its pattern
  workDir: async ({}, use) => useFolder('neuroloom-work-', use),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  userDataDir: async ({}, use) => useFolder('neuroloom-user-', use),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  allowedErrors: async ({}, use) => use([]),
  allowErrors: async ({ allowedErrors }, use) => use((pattern) => void allowedErrors.push(pattern)),

  launch: async ({ userDataDir, windowSize, theme, allowedErrors }, use, testInfo) => {
    const launched: Neuroloom[] = [];
    await use(async (options = {}) => {
      const neuroloom = await launchNeuroloom({ userDataDir, windowSize, theme, ...options });
      launched.push(neuroloom);
      return neuroloom;
    });
    const errors = launched.flatMap((neuroloom) => neuroloom.errors).filter(isUnexpected(allowedErrors));
    const failed = errors.length > 0 || testInfo.status !== testInfo.expectedStatus;
    for (const [index, neuroloom] of launched.entries()) {
      if (failed) await attachEvidence(testInfo, neuroloom, index);
      await neuroloom.kill();
    }
    if (errors.length > 0) throw new Error(`Errors in the app during the test:\n${errors.join('\n')}`);
  },

  neuroloom: async ({ launch }, use) => use(await launch()),
  app: async ({ neuroloom }, use) => use(neuroloom.app),
  window: async ({ neuroloom }, use) => use(neuroloom.window),
  dialogs: async ({ neuroloom }, use) => use(neuroloom.dialogs),
  answerOpenDialog: async ({ dialogs }, use) => use((path) => dialogs.answerOpenDialog(path)),
  answerSaveDialog: async ({ dialogs }, use) => use((path) => dialogs.answerSaveDialog(path)),
  answerMessageBox: async ({ dialogs }, use) => use((button) => dialogs.answerMessageBox(button)),
});

async function useFolder(prefix: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await use(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

const isUnexpected = (allowed: RegExp[]) => (error: string) =>
  !allowed.some((pattern) => pattern.test(error));

/** Of a failed test: what every window showed, and what the processes wrote. */
async function attachEvidence(testInfo: TestInfo, neuroloom: Neuroloom, index: number): Promise<void> {
  for (const [number, page] of neuroloom.app.windows().entries()) {
    const path = testInfo.outputPath(`launch-${index}-window-${number}.png`);
    const taken = await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
    if (taken) await testInfo.attach(`window ${number}`, { path, contentType: 'image/png' });
  }
  await testInfo.attach(`log of launch ${index}`, {
    body: neuroloom.log.join('\n'),
    contentType: 'text/plain',
  });
}
