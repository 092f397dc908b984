import { z } from 'zod';

/** 500 million 64-bit numbers. */
const mostBytes = 4e9;

/** Part of the numbers of a value that is on its way, which are `size` bytes in all; see `detachNumbers`. */
export const numberPartSchema = z.object({
  /** Says to which value they belong. */
  id: z.int(),
  size: z.int().min(0).max(mostBytes),
  start: z.int().min(0),
  part: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'expected bytes'),
});

export type NumberPart = z.output<typeof numberPartSchema>;

/** Where the numbers of large values are gathered, until the values themselves come. */
export class NumberInbox {
  readonly #gathered = new Map<number, Uint8Array<ArrayBuffer>>();

  /** The first part makes room for all. Throws a `RangeError` where a part does not fit. */
  receive({ id, size, start, part }: NumberPart): void {
    const bytes = this.#gathered.get(id) ?? new Uint8Array(size);
    this.#gathered.set(id, bytes);
    bytes.set(part, start);
  }

  /** All that has come under this id; it is nobody else's any more. Null where nothing has. */
  take(id: number): ArrayBuffer | null {
    const bytes = this.#gathered.get(id);
    this.#gathered.delete(id);
    return bytes?.buffer ?? null;
  }

  /** What nobody will ask for. */
  clear(): void {
    this.#gathered.clear();
  }
}
