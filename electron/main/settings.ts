import { join } from 'node:path';
import { z } from 'zod';
import type { ThemeChoice } from '../ipc/contract';
import { JsonFile } from './jsonFile';

const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  window: z
    .object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      maximized: z.boolean(),
    })
    .nullable()
    .catch(null),
});

type SettingsData = z.output<typeof settingsSchema>;
export type SavedWindow = NonNullable<SettingsData['window']>;

/** What the app remembers between two starts, besides the recent files. */
export class Settings {
  private constructor(
    private readonly file: JsonFile<SettingsData>,
    private data: SettingsData,
  ) {}

  static async load(folder: string): Promise<Settings> {
    const file = new JsonFile(join(folder, 'settings.json'), settingsSchema, {
      theme: 'system',
      window: null,
    });
    return new Settings(file, await file.read());
  }

  get theme(): ThemeChoice {
    return this.data.theme;
  }

  get window(): SavedWindow | null {
    return this.data.window;
  }

  setTheme(theme: ThemeChoice): Promise<void> {
    return this.#update({ theme });
  }

  setWindow(window: SavedWindow): Promise<void> {
    return this.#update({ window });
  }

  #update(change: Partial<SettingsData>): Promise<void> {
    this.data = { ...this.data, ...change };
    return this.file.write(this.data);
  }
}
