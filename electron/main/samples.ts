import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SampleInfo } from '../ipc/contract';

/** What the start screen needs to know of a sample; the order of the cards, then the name, sorts them. */
const sampleSchema = z.looseObject({
  name: z.string(),
  summary: z.string().default(''),
  group: z.string().default(''),
  order: z.number().default(Number.MAX_SAFE_INTEGER),
});

/** The projects that come with the app: every `.nloom` in the folder, with its CSV beside it. */
export class Samples {
  constructor(private readonly folder: string) {}

  async list(): Promise<SampleInfo[]> {
    const files = (await readdir(this.folder).catch((): string[] => [])).filter((name) =>
      name.endsWith('.nloom'),
    );
    const samples = await Promise.all(files.map((file) => this.#info(file)));
    return samples
      .flatMap((sample) => sample ?? [])
      .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
      .map(({ id, name, summary, group }) => ({ id, name, summary, group }));
  }

  /** Path of a sample; null where there is none of that name. The id is looked up, never made into a path. */
  async path(id: string): Promise<string | null> {
    const files = await readdir(this.folder).catch((): string[] => []);
    return files.includes(`${id}.nloom`) ? join(this.folder, `${id}.nloom`) : null;
  }

  async #info(file: string): Promise<(SampleInfo & { order: number }) | null> {
    try {
      const json: unknown = JSON.parse(await readFile(join(this.folder, file), 'utf8'));
      return { ...sampleSchema.parse(json), id: file.slice(0, -'.nloom'.length) };
    } catch (error) {
      console.error(`sample ${file}:`, error);
      return null;
    }
  }
}
