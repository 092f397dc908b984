import { app } from 'electron';
import { type RunningApp, startApp } from './app';
import { developmentUrl } from './appUrl';
import { setDataFolder } from './folders';
import { projectArguments } from './offers';
import { declareAppScheme } from './protocol';
import { lockDownPages } from './security';

setDataFolder();

// One app for one user: a second start hands its files to the first and ends.
if (app.requestSingleInstanceLock()) {
  const development = developmentUrl(process.env, app.isPackaged);
  declareAppScheme();
  lockDownPages(development);

  const offered = projectArguments(process.argv, process.cwd());
  let running: RunningApp | null = null;
  const offer = (path: string) => {
    if (running) running.offer(path);
    else offered.push(path);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offer(path);
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const path of projectArguments(argv, folder)) offer(path);
    running?.show();
  });
  app.on('activate', () => running?.show());

  void app.whenReady().then(async () => {
    running = await startApp(development);
    for (const path of offered.splice(0)) running.offer(path);
  });
} else {
  app.quit();
}
