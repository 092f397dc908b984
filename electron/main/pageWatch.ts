import type { BrowserWindow } from 'electron';
import type { Dialogs } from './dialogs';

export interface PageListener {
  /** A page begins in the window; what was agreed with the last one is void. */
  started(): void;
  loaded(): void;
  /** Its process ended; the window stands empty. */
  crashed(): void;
}

/** Follows the life of the page in the window, and offers to load it again when its process has ended. */
export function watchPage(window: BrowserWindow, dialogs: Dialogs, listener: PageListener): void {
  const { webContents } = window;
  webContents.on('did-navigate', () => listener.started());
  webContents.on('did-finish-load', () => listener.loaded());
  webContents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's process ended: ${reason}, code ${exitCode}`);
    listener.crashed();
    const response = await dialogs.message({
      type: 'error',
      message: 'The window stopped working.',
      detail: `Its process ended (${reason}, code ${exitCode}). Load it again to restore the unsaved document.`,
      buttons: ['Load again', 'Close'],
      defaultId: 0,
      cancelId: 1,
    });
    if (window.isDestroyed()) return;
    if (response === 0) webContents.reload();
    else window.destroy();
  });
}
