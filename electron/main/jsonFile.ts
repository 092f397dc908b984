import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { writeFileAtomically } from '../files/atomicWrite';

/**
 * A small file of the app's own, such as its settings. What is missing or broken gives the fallback: nothing here is
 * worth keeping anybody from starting. Writes follow one another, and a failed one is only logged.
 */
export class JsonFile<T> {
  #writing: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    private readonly schema: z.ZodType<T>,
    private readonly fallback: T,
  ) {}

  async read(): Promise<T> {
    try {
      const parsed = this.schema.safeParse(JSON.parse(await readFile(this.path, 'utf8')));
      return parsed.success ? parsed.data : this.fallback;
    } catch {
      return this.fallback;
    }
  }

  write(value: T): Promise<void> {
    this.#writing = this.#writing
      .then(() => writeFileAtomically(this.path, `${JSON.stringify(value, null, 2)}\n`))
      .catch((error: unknown) => console.error(error));
    return this.#writing;
  }
}
