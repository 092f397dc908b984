import type { BrowserWindow } from 'electron';
import type { MainEvents } from '../ipc/contract';

export type SendEvent = <E extends keyof MainEvents>(event: E, payload: MainEvents[E]) => void;

/** Tells the window something it has not asked for. Without a window nobody needs to know. */
export function eventSender(window: () => BrowserWindow | null): SendEvent {
  return (event, payload) => {
    const contents = window()?.webContents;
    if (contents && !contents.isDestroyed()) contents.send(event, payload);
  };
}
