import { app, type BrowserWindow } from 'electron';
import { CloseGuard } from './closeGuard';
import type { Dialogs } from './dialogs';
import type { SendEvent } from './events';

/** Puts the question about unsaved changes between the user and the closing of the window, also when the app quits. */
export function guardClosing(
  window: () => BrowserWindow | null,
  dialogs: Dialogs,
  send: SendEvent,
): CloseGuard {
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  // Elsewhere than on macOS an app without a window is over.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || quitting) app.quit();
  });
  return new CloseGuard({
    askPage: () => send('window:closeRequested', null),
    askToForce: async () => {
      const response = await dialogs.message({
        type: 'warning',
        message: 'The window does not answer.',
        detail:
          'If it is closed now, the changes since the last save are lost, but for what has been set aside for recovery.',
        buttons: ['Keep waiting', 'Close without saving'],
        defaultId: 0,
        cancelId: 0,
      });
      return response === 1;
    },
    close: () => window()?.close(),
    kept: () => {
      quitting = false;
    },
  });
}
