import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** Where the app keeps what it remembers, unless a command line option says otherwise. */
export function setDataFolder(): void {
  app.setName('Neuroloom');
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), 'Neuroloom'));
  }
}

/** Folder of the samples: beside the program once packaged, in the project's own tree otherwise. */
export function samplesFolder(): string {
  const packaged = join(process.resourcesPath, 'samples');
  return existsSync(packaged) ? packaged : join(app.getAppPath(), 'resources', 'samples');
}

/** The built files, seen from the main program in `out/main`. */
export const built = {
  preload: join(__dirname, '../preload/index.js'),
  renderer: join(__dirname, '../renderer'),
  engine: join(__dirname, 'engine.js'),
};
