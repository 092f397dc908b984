import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import type { SavedWindow } from './settings';

const defaultSize = { width: 1280, height: 800 };
const minimumSize = { minWidth: 1024, minHeight: 680 };
const backgrounds = { dark: '#14161a', light: '#f7f8fa' };

export interface WindowOptions {
  preload: string;
  url: string;
  saved: SavedWindow | null;
  /** Called when the place or the size of the window has changed. */
  remember(window: SavedWindow): void;
}

/** The one window: sandboxed, without Node, in the colour of its theme from the first moment on. */
export function createWindow({ preload, url, saved, remember }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...defaultSize,
    ...(saved && isOnScreen(saved) ? boundsOf(saved) : {}),
    ...minimumSize,
    show: false,
    title: 'Neuroloom',
    autoHideMenuBar: true,
    backgroundColor: themeBackground(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      // A training that goes on behind another window is still reported to the page.
      backgroundThrottling: false,
    },
  });
  if (saved?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  // The title is main's: it names the file.
  window.on('page-title-updated', (event) => event.preventDefault());
  rememberPlace(window, remember);
  const recolour = () => window.setBackgroundColor(themeBackground());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => nativeTheme.off('updated', recolour));
  window.loadURL(url).catch((error: unknown) => console.error(`The window could not load ${url}:`, error));
  return window;
}

/** Brings the window to the front, for a user who started the app a second time. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function themeBackground(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

function rememberPlace(window: BrowserWindow, remember: (saved: SavedWindow) => void): void {
  let timer: NodeJS.Timeout | null = null;
  const store = () => {
    timer = null;
    if (window.isDestroyed() || window.isFullScreen()) return;
    remember({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const later = () => {
    timer ??= setTimeout(store, 500);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', () => {
    if (timer) clearTimeout(timer);
    store();
  });
}

function boundsOf({ x, y, width, height }: SavedWindow): Rectangle {
  return { x, y, width, height };
}

/** Whether enough of the window can be seen, now that perhaps another screen is connected. */
function isOnScreen(saved: SavedWindow): boolean {
  const visible = 100;
  return screen.getAllDisplays().some(({ workArea }) => {
    const width =
      Math.min(saved.x + saved.width, workArea.x + workArea.width) - Math.max(saved.x, workArea.x);
    const height =
      Math.min(saved.y + saved.height, workArea.y + workArea.height) - Math.max(saved.y, workArea.y);
    return width >= visible && height >= visible && saved.y >= workArea.y - 10;
  });
}
