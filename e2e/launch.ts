import { existsSync } from 'node:fs';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { Dialogs } from './dialogs';
import { electronRuntime, root, withElectronPackage } from './runtime';

export type Theme = 'light' | 'dark' | 'system';

/** Of a window's content, in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface LaunchOptions {
  userDataDir: string;
  windowSize: Size;
  theme: Theme;
  /** Command-line arguments for the app, e.g. a project file. */
  args?: string[];
}

/** A running Neuroloom, as a test holds it. */
export interface Neuroloom {
  app: ElectronApplication;
  /** The first window. */
  window: Page;
  dialogs: Dialogs;
  /** Uncaught errors and console errors of every window, and what main wrote about uncaught exceptions. */
  errors: string[];
  /** Everything that the processes wrote to stdout and stderr. */
  log: string[];
  /** Changes what `prefers-color-scheme` says in every window. */
  setTheme(theme: Theme): Promise<void>;
  /** Resizes the first window, and waits until its page has the size. */
  setWindowSize(size: Size): Promise<void>;
  /** Quits as a user does: questions about unsaved changes are asked. */
  quit(): Promise<void>;
  /** Ends without asking anything. */
  kill(): Promise<void>;
}

/** Launches the built app in the real Electron. */
export async function launchNeuroloom(options: LaunchOptions): Promise<Neuroloom> {
  const { executable, switches } = electronRuntime();
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  // No executablePath: see withElectronPackage.
  const app = await withElectronPackage(executable, () =>
    _electron.launch({
      args: [
        ...switches,
        ...rendering(),
        `--user-data-dir=${options.userDataDir}`,
        root,
        ...(options.args ?? []),
      ],
      cwd: root,
      env: environment as Record<string, string>,
      // Playwright emulates a light screen unless told not to; the theme is the app's own here.
      colorScheme: null,
      timeout: 60_000,
    }),
  );
  const errors: string[] = [];
  const log: string[] = [];
  listen(app, errors, log);
  const dialogs = new Dialogs(app);
  await dialogs.install();
  const window = await app.firstWindow();
  await window.waitForLoadState('domcontentloaded');
  if (options.theme !== 'system') await setTheme(app, options.theme);
  await setWindowSize(app, window, options.windowSize);
  let ended = false;
  const closed = app.waitForEvent('close', { timeout: 0 }).then(
    () => {
      ended = true;
    },
    () => {},
  );
  return {
    app,
    window,
    dialogs,
    errors,
    log,
    setTheme: (theme) => setTheme(app, theme),
    setWindowSize: (size) => setWindowSize(app, window, size),
    async quit() {
      await app.evaluate(({ app: running }) => running.quit()).catch(() => {});
      await closed;
    },
    async kill() {
      if (ended) return;
      const force = setTimeout(() => app.process().kill('SIGKILL'), 5_000);
      await app.evaluate(({ app: running }) => running.exit(0)).catch(() => {});
      await closed;
      clearTimeout(force);
    },
  };
}

/** Where Linux has no graphics device, drawing on one is not tried: Playwright would have it imitated on the processor. */
const rendering = () => (process.platform === 'linux' && !existsSync('/dev/dri') ? ['--disable-gpu'] : []);

function listen(app: ElectronApplication, errors: string[], log: string[]): void {
  const watch = (page: Page) => {
    page.on('pageerror', (error) => errors.push(`uncaught in the window: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      log.push(`console.${message.type()}: ${message.text()}`);
      if (message.type() === 'error') errors.push(`console.error: ${message.text()}`);
    });
    page.on('crash', () => errors.push('the renderer crashed'));
  };
  for (const page of app.windows()) watch(page);
  app.on('window', watch);
  const { stdout, stderr } = app.process();
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log.push(String(chunk));
      if (/Uncaught Exception|UnhandledPromiseRejection/.test(String(chunk))) errors.push(`main: ${chunk}`);
    });
  }
}

async function setTheme(app: ElectronApplication, theme: Theme): Promise<void> {
  await app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
}

async function setWindowSize(app: ElectronApplication, window: Page, size: Size): Promise<void> {
  const browserWindow = await app.browserWindow(window);
  await browserWindow.evaluate((target, { width, height }) => {
    target.unmaximize();
    target.setMinimumSize(1, 1);
    target.setContentSize(width, height);
    target.setPosition(0, 0);
  }, size);
  await window.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size, {
    timeout: 10_000,
  });
}
