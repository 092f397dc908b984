import { basename, dirname } from 'node:path';
import { app, nativeTheme } from 'electron';
import { sourceOfFile } from '../../core/data/sourceOfFile';
import type { DataSummary } from '../../core/protocol';
import type { Outcome, RequestOf } from '../ipc/contract';
import type { CloseGuard } from './closeGuard';
import type { Dialogs } from './dialogs';
import type { EngineHost } from './engineHost';
import type { Handlers } from './ipc';
import { isProjectPath, type Offers } from './offers';
import type { Projects } from './projects';
import type { RecentFiles } from './recentFiles';
import type { RecoveryFiles } from './recovery';
import type { Samples } from './samples';
import { saveExported } from './saveExport';
import type { Settings } from './settings';
import { TextFile } from './textFile';

export interface Parts {
  settings: Settings;
  dialogs: Dialogs;
  projects: Projects;
  recent: RecentFiles;
  samples: Samples;
  recovery: RecoveryFiles;
  offers: Offers;
  engine: EngineHost;
  closing: CloseGuard;
  showState(state: RequestOf<'document:state'>): void;
}

/** What each of the window's requests does. */
export function createHandlers(parts: Parts): Handlers {
  const { settings, dialogs, projects, recent, samples, recovery, offers, engine, closing } = parts;
  const textFile = new TextFile();
  return {
    'app:info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chrome: process.versions.chrome ?? '',
      platform: process.platform,
    }),

    'project:new': () => done(projects.startNew()),
    'project:open': () => projects.open(),
    'project:openRecent': ({ path }) => projects.openRecent(path),
    'project:openSample': ({ id }) => projects.openSample(id),
    'project:openOffered': async ({ token }) => {
      const path = offers.take(token);
      return path === null ? { status: 'cancelled' } : projects.openPath(path);
    },
    'project:shown': () => done(projects.shown()),
    'project:save': async (request) => {
      const saved = await closing.whileAsking(() => projects.save(request));
      if (saved.status !== 'done') closing.keepOpen();
      return saved;
    },
    'project:sendNumbers': (part) => {
      projects.numbers.receive(part);
      return null;
    },
    'project:readNumbers': (part) => projects.numbers.read(part),
    'project:data': () => projects.data,
    'project:listSamples': () => samples.list(),

    'recent:list': () => recent.list(),
    'recent:clear': async () => {
      app.clearRecentDocuments();
      return done(recent.clear());
    },

    'document:askUnsaved': async ({ name }) => {
      const answer = await closing.whileAsking(() => dialogs.askUnsaved(name));
      if (answer === 'cancel') closing.keepOpen();
      return answer;
    },
    'document:state': (state) => {
      closing.dirty = state.dirty;
      parts.showState(state);
      return null;
    },
    'window:close': async () => {
      await recovery.clearOwn();
      closing.letClose();
      return null;
    },

    'data:import': async () => {
      const path = await dialogs.openTable('Import data');
      return path === null ? { status: 'cancelled' } : engine.openData({ source: sourceOfFile(path) });
    },
    'data:reimport': (request) => engine.reopenData(request),
    'data:generate': ({ source }) => engine.openData({ source }),
    'data:cancelImport': () => {
      engine.cancelImport();
      return null;
    },
    'data:locate': async ({ path: missing }) => {
      const path = await dialogs.openTable(`Find ${basename(missing)}`, dirname(missing));
      return path === null ? { status: 'cancelled' } : engine.openMoved(missing, path);
    },
    'textFile:open': (request) => textFile.open(request, (name, kind) => dialogs.saveExport(name, kind)),
    'textFile:write': (request) => textFile.write(request),
    'textFile:close': (request) => textFile.close(request),
    'export:saveExported': (request) => saveExported(request, dialogs, engine.exported),

    'recovery:write': (request) => done(projects.keepCopy(request)),
    'recovery:clear': () => done(closing.hadChanges ? recovery.clearOwn() : recovery.clearAll()),
    'recovery:find': () => recovery.find(),
    'recovery:restore': () => projects.restore(),

    'theme:get': () => settings.theme,
    'theme:set': ({ theme }) => {
      nativeTheme.themeSource = theme;
      return done(settings.setTheme(theme));
    },

    'engine:restart': () => {
      engine.restart();
      return null;
    },
  };
}

/** A project is offered, so that unsaved changes can be asked about; anything else is taken for a table. */
export async function openDropped(
  path: string,
  offers: Offers,
  engine: EngineHost,
): Promise<Outcome<DataSummary>> {
  if (path === '') {
    const message = 'What was dropped is not a file on a disk.';
    return {
      status: 'failed',
      problem: { code: 'data.notAFile', message, hint: 'Save it first, then drop the file.' },
    };
  }
  if (!isProjectPath(path)) return engine.openData({ source: sourceOfFile(path) });
  offers.offer(path);
  return { status: 'cancelled' };
}

async function done(work: Promise<unknown>): Promise<null> {
  await work;
  return null;
}
