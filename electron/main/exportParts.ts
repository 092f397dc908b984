import { partsOf } from '../../core/parts';
import type { FromEngine, ToEngine } from '../ipc/engineProcess';

type Part = Uint8Array<ArrayBuffer> | null;

/** Fetches what was exported from the engine, part by part: a long file never stands in this process or in the window as a whole. */
export class ExportParts {
  readonly #pending = new Map<number, (part: Part) => void>();
  #lastId = 0;

  constructor(private readonly send: (message: ToEngine) => boolean) {}

  /** The bytes of a file of an export. Throws `ExportGone` where the engine has them no more. */
  async *bytes(exportId: number, file: number, size: number): AsyncGenerator<Uint8Array> {
    for (const [start, end] of partsOf(size)) {
      const part = await this.#ask({ exportId, file, start, end });
      if (part?.length !== end - start) throw new ExportGone();
      yield part;
    }
  }

  received({ requestId, part }: FromEngine & { type: 'exportPart' }): void {
    this.#pending.get(requestId)?.(part);
    this.#pending.delete(requestId);
  }

  engineLost(): void {
    for (const resolve of this.#pending.values()) resolve(null);
    this.#pending.clear();
  }

  #ask(place: { exportId: number; file: number; start: number; end: number }): Promise<Part> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#pending.set(this.#lastId, resolve);
      if (!this.send({ type: 'readExport', requestId: this.#lastId, ...place })) this.engineLost();
    });
  }
}

/** Another export was made meanwhile, or the engine was started again. */
export class ExportGone extends Error {
  readonly problem = {
    code: 'export.replaced',
    message:
      'The export is not there any more, because another one was made or the engine was started again.',
    hint: 'Export once more.',
  };
}
