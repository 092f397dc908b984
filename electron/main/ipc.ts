import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import type { DataSummary } from '../../core/protocol';
import { type Channel, type Outcome, type RequestOf, type ResultOf, requestSchemas } from '../ipc/contract';
import { engineReadyRequest, fileDroppedChannel } from '../ipc/names';
import { isAppUrl } from './appUrl';
import { validateRequest } from './validate';

export type Handlers = {
  [C in Channel]: (request: RequestOf<C>) => ResultOf[C] | Promise<ResultOf[C]>;
};

export interface IpcOptions {
  /** The one window whose main frame may ask. */
  window(): BrowserWindow | null;
  development: string | null;
  handlers: Handlers;
  /** The page listens and wants the engine's port. */
  onEngineReady(): void;
  onFileDropped(path: string): Promise<Outcome<DataSummary>>;
}

const droppedSchema = z.object({ path: z.string() });

/** Answers the window's requests. Anybody else, and anything that does not fit the contract, is refused. */
export function registerIpc(options: IpcOptions): void {
  for (const channel of Object.keys(requestSchemas) as Channel[]) {
    ipcMain.handle(channel, async (event, payload: unknown) => {
      checkSender(event, channel, options);
      return answer(channel, payload, options.handlers);
    });
  }
  ipcMain.handle(fileDroppedChannel, async (event, payload: unknown) => {
    checkSender(event, fileDroppedChannel, options);
    const parsed = droppedSchema.safeParse(payload);
    if (!parsed.success) throw new Error('refused: a dropped file without a path');
    return options.onFileDropped(parsed.data.path);
  });
  ipcMain.on(engineReadyRequest, (event) => {
    if (isTrusted(event, options)) options.onEngineReady();
  });
}

async function answer<C extends Channel>(
  channel: C,
  payload: unknown,
  handlers: Handlers,
): Promise<ResultOf[C]> {
  const validated = validateRequest(channel, payload);
  if (!validated.ok) throw new Error(`refused: ${validated.why}`);
  try {
    return await handlers[channel](validated.request);
  } catch (error) {
    // The stack stays here; the window only learns that it failed.
    console.error(error);
    throw new Error(`${channel} failed`);
  }
}

function checkSender(event: IpcMainInvokeEvent, channel: string, options: IpcOptions): void {
  if (!isTrusted(event, options)) throw new Error(`refused: ${channel} from an unknown page`);
}

/** Only our window, only its main frame, only while it shows the app's own page. */
function isTrusted(event: IpcMainInvokeEvent | IpcMainEvent, { window, development }: IpcOptions): boolean {
  const contents = window()?.webContents;
  const frame = event.senderFrame;
  if (!contents || event.sender !== contents || !frame) return false;
  const main = contents.mainFrame;
  const isMainFrame = frame.routingId === main.routingId && frame.processId === main.processId;
  return isMainFrame && isAppUrl(frame.url, development);
}
