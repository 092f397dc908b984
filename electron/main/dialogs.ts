import { access } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { tableExtensions } from '../../core/data/sourceOfFile';
import { importExtensions } from '../../core/import';
import type { RequestOf, ResultOf } from '../ipc/contract';
import { projectExtension, withProjectExtension } from './projects';

type ExportKind = RequestOf<'export:saveExported'>['kind'];

const projectFilter = { name: 'Neuroloom project', extensions: [projectExtension.slice(1)] };
const tableFilters = [
  { name: 'Table (CSV, TSV, Parquet, JSON lines)', extensions: [...tableExtensions] },
  { name: 'All files', extensions: ['*'] },
];
const exportFilters: Record<ExportKind, { name: string; extension: string }> = {
  json: { name: 'JSON', extension: '.json' },
  typescript: { name: 'TypeScript', extension: '.ts' },
  javascript: { name: 'JavaScript', extension: '.js' },
  commonJs: { name: 'JavaScript (CommonJS)', extension: '.cjs' },
  onnx: { name: 'ONNX', extension: '.onnx' },
  csv: { name: 'CSV', extension: '.csv' },
};

/**
 * The system's own dialogs, as sheets of the one window. They are always called as `dialog.show…` on Electron's module,
 * so that a test can answer in the user's place.
 */
export class Dialogs {
  /** Folder in which the last dialog ended; the next one begins there. */
  #folder: string | null = null;

  constructor(private readonly window: () => BrowserWindow | null) {}

  async openProject(): Promise<string | null> {
    const models = importExtensions.map((extension) => extension.slice(1));
    return this.#open('Open project', [
      { name: 'Projects and models', extensions: [...projectFilter.extensions, ...models] },
      projectFilter,
      { name: 'Model (Neuroloom JSON, brain.js JSON, ONNX)', extensions: models },
      { name: 'All files', extensions: ['*'] },
    ]);
  }

  async openTable(title: string, folder?: string): Promise<string | null> {
    return this.#open(title, tableFilters, folder);
  }

  async saveProject(suggested: string): Promise<string | null> {
    return this.#save('Save project', suggested, projectFilter.name, projectExtension, withProjectExtension);
  }

  async saveExport(suggested: string, kind: ExportKind): Promise<string | null> {
    const { name, extension } = exportFilters[kind];
    const complete = (path: string) => (extname(path) === '' ? path + extension : path);
    return this.#save('Export', basename(suggested), name, extension, complete);
  }

  /** A new folder `name` inside one that the user chooses; one that is there is only used after asking. */
  async exportFolder(name: string): Promise<string | null> {
    const parent = await this.#open('Choose where the folder goes', [], undefined, 'openDirectory');
    if (parent === null) return null;
    const path = join(parent, name);
    if (!(await exists(path))) return path;
    const response = await this.message({
      type: 'warning',
      message: `Replace the files in "${name}"?`,
      detail: `There is a folder of that name in "${parent}". Other files in it stay.`,
      buttons: ['Replace', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0 ? path : null;
  }

  /** The buttons stand in this order on every system: save, discard, cancel. */
  async askUnsaved(name: string): Promise<ResultOf['document:askUnsaved']> {
    const response = await this.message({
      type: 'warning',
      message: `Save the changes to "${name}"?`,
      detail: 'Without saving, the changes since the last save are lost.',
      buttons: ['Save', "Don't save", 'Cancel'],
      defaultId: 0,
      cancelId: 2,
    });
    return (['save', 'discard', 'cancel'] as const)[response] ?? 'cancel';
  }

  /** Index of the button that was pressed. */
  async message(options: MessageBoxOptions): Promise<number> {
    const window = this.window();
    const all = { title: app.getName(), noLink: true, ...options };
    const { response } = window ? await dialog.showMessageBox(window, all) : await dialog.showMessageBox(all);
    return response;
  }

  async #open(
    title: string,
    filters: Electron.FileFilter[],
    folder?: string,
    kind: 'openFile' | 'openDirectory' = 'openFile',
  ): Promise<string | null> {
    const options: Electron.OpenDialogOptions = {
      title,
      filters,
      properties: kind === 'openFile' ? [kind] : [kind, 'createDirectory'],
      defaultPath: folder ?? this.#startFolder(),
    };
    const window = this.window();
    const answer = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    const path = answer.canceled ? undefined : answer.filePaths[0];
    if (path === undefined) return null;
    this.#folder = kind === 'openFile' ? dirname(path) : path;
    return path;
  }

  async #save(
    title: string,
    suggested: string,
    filterName: string,
    extension: string,
    complete: (path: string) => string,
  ): Promise<string | null> {
    const options: Electron.SaveDialogOptions = {
      title,
      filters: [{ name: filterName, extensions: [extension.slice(1)] }],
      defaultPath: dirname(suggested) === '.' ? join(this.#startFolder(), suggested) : suggested,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    for (;;) {
      const window = this.window();
      const answer = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      if (answer.canceled || !answer.filePath) return null;
      const path = complete(answer.filePath);
      this.#folder = dirname(path);
      // The dialog has asked about the name that was typed, not about the one with the extension added.
      if (path === answer.filePath || !(await exists(path)) || (await this.#mayReplace(path))) return path;
      options.defaultPath = path;
    }
  }

  async #mayReplace(path: string): Promise<boolean> {
    const response = await this.message({
      type: 'warning',
      message: `Replace "${basename(path)}"?`,
      detail: `There is a file of that name in "${dirname(path)}".`,
      buttons: ['Replace', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }

  #startFolder(): string {
    return this.#folder ?? app.getPath('documents');
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
