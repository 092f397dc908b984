import { NumberInbox, type NumberPart } from '../../core/graph/numberInbox';
import type { RequestOf } from '../ipc/contract';

/** The numbers of large projects on their way: those that the window sends before it saves, and those of an opened file that it fetches. */
export class NumberTransfer {
  readonly #inbox = new NumberInbox();
  #receiving: number | null = null;
  #offered: Uint8Array<ArrayBuffer> | null = null;

  /** A part from the window, which sends one project after the other: what it began before was given up. */
  receive(part: NumberPart): void {
    if (this.#receiving !== part.id) this.#inbox.clear();
    this.#receiving = part.id;
    this.#inbox.receive(part);
  }

  /** All that the window sent under this id; it is nobody else's any more. */
  take(id: number | undefined): ArrayBuffer | null {
    if (id === undefined) return null;
    const numbers = this.#inbox.take(id);
    if (!numbers) throw new Error('internal: the numbers of the project have not come');
    return numbers;
  }

  /** For the window to fetch; in the place of those of the file before. Returns how many bytes there are. */
  offer(buffer: ArrayBuffer | null): number {
    this.#offered = buffer && new Uint8Array(buffer);
    return buffer?.byteLength ?? 0;
  }

  /** A part for the window; with the last one they are let go. */
  read({ start, end }: RequestOf<'project:readNumbers'>): Uint8Array<ArrayBuffer> {
    const part = this.#offered?.slice(start, end) ?? new Uint8Array();
    if (end >= (this.#offered?.length ?? 0)) this.#offered = null;
    return part;
  }
}
