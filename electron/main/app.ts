import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme, session } from 'electron';
import { appPage } from './appUrl';
import { guardClosing } from './close';
import { Dialogs } from './dialogs';
import { EngineHost } from './engineHost';
import { eventSender } from './events';
import { built, samplesFolder } from './folders';
import { createHandlers, openDropped } from './handlers';
import { registerIpc } from './ipc';
import { installMenu } from './menu';
import { Offers } from './offers';
import { watchPage } from './pageWatch';
import { Projects } from './projects';
import { serveApp } from './protocol';
import { RecentFiles } from './recentFiles';
import { RecoveryFiles } from './recovery';
import { Samples } from './samples';
import { lockDownSession } from './security';
import { Settings } from './settings';
import { DocumentTitle } from './title';
import { createWindow, showWindow } from './window';

export interface RunningApp {
  offer(path: string): void;
  /** Brings the window to the front; makes one where there is none. */
  show(): void;
}

/** Puts the parts together, once Electron is ready, and opens the window. */
export async function startApp(development: string | null): Promise<RunningApp> {
  const userData = app.getPath('userData');
  const settings = await Settings.load(userData);
  nativeTheme.themeSource = settings.theme;

  let window: BrowserWindow | null = null;
  const theWindow = () => window;
  const send = eventSender(theWindow);
  const dialogs = new Dialogs(theWindow);
  const title = new DocumentTitle(theWindow);
  const closing = guardClosing(theWindow, dialogs, send);
  const offers = new Offers((offer) => send('project:offered', offer));
  const samples = new Samples(samplesFolder());
  const recovery = new RecoveryFiles(join(userData, 'recovery'), randomUUID());
  const recent = new RecentFiles({
    folder: userData,
    home: app.getPath('home'),
    now: Date.now,
    announce: (path) => app.addRecentDocument(path),
  });
  const engine = new EngineHost({
    script: built.engine,
    tablesFolder: join(userData, 'tables'),
    page: () => window?.webContents ?? null,
    onExit: (exit) => send('engine:exited', exit),
    onProgress: (progress) => send('data:progress', progress),
  });
  const projects = new Projects(
    {
      askOpenPath: () => dialogs.openProject(),
      askSavePath: (suggested) => dialogs.saveProject(suggested),
      openData: (request) => engine.openData(request),
      documentReplaced: (by) => engine.documentReplaced(by),
      pathChanged: (path) => {
        title.path = path;
      },
    },
    recent,
    samples,
    recovery,
  );

  const open = () => {
    const created = createWindow({
      preload: built.preload,
      url: development ?? appPage,
      saved: settings.window,
      remember: (place) => void settings.setWindow(place),
    });
    window = created;
    title.show();
    watchPage(created, dialogs, {
      started: () => {
        closing.pageStarted();
        engine.pageGone();
        offers.listening = false;
      },
      loaded: () => {
        offers.listening = true;
      },
      crashed: () => {
        recovery.abandonOwn(randomUUID());
        closing.pageGone();
        engine.pageGone();
        offers.listening = false;
      },
    });
    created.on('close', (event) => {
      if (!closing.closing()) event.preventDefault();
      else if (!closing.forced) recovery.clearOwnNow();
    });
    created.on('closed', () => {
      offers.listening = false;
      engine.pageGone();
      window = null;
    });
  };

  const showState = (state: { name: string; dirty: boolean }) => {
    title.state = state;
  };
  serveApp(built.renderer);
  lockDownSession(session.defaultSession, development);
  registerIpc({
    window: theWindow,
    development,
    handlers: createHandlers({
      settings,
      dialogs,
      projects,
      recent,
      samples,
      recovery,
      offers,
      engine,
      closing,
      showState,
    }),
    onEngineReady: () => engine.connectPage(),
    onFileDropped: (path) => openDropped(path, offers, engine),
  });
  installMenu(send, development !== null);
  engine.start();
  open();
  let engineClosed = false;
  app.on('will-quit', (event) => {
    if (engineClosed) return;
    event.preventDefault();
    void engine.close().then(() => {
      engineClosed = true;
      app.quit();
    });
  });

  return {
    offer: (path) => offers.offer(path),
    show: () => (window ? showWindow(window) : open()),
  };
}
