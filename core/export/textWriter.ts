import { asciiText, utf8Bytes } from './bytes';
import { mostDigits, type WriteNumber } from './decimals';

const chunkSize = 1 << 22;
/** A longer text is kept as its bytes: they pass from process to process, and to the disk, as they are. */
const longestString = 1 << 22;
const lineWidth = 110;
const [comma, space, newline] = [44, 32, 10];

export interface NumberLayout {
  write: WriteNumber;
  /** In front of every line. */
  indent: string;
  /** Whether a comma follows the last number too. */
  lastComma: boolean;
}

/** Puts a text together from pieces, the large ones of numbers written straight as bytes. */
export class TextWriter {
  /** Whole chunks, and texts that are still to be encoded. */
  private readonly pieces: (string | Uint8Array)[] = [];
  private length = 0;
  /** Room for numbers, full up to `at`. */
  private chunk = new Uint8Array(0);
  private at = 0;

  text(text: string): this {
    this.pieces.push(text);
    this.length += text.length;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.pieces.push(bytes);
    this.length += bytes.length;
    return this;
  }

  /** Numbers with a comma and a space behind each, over lines of bearable length; the last line is not ended. */
  numbers(values: ArrayLike<number>, { write, indent, lastComma }: NumberLayout): this {
    if (values.length === 0) return this;
    const margin = utf8Bytes(indent);
    // One room for many short lists, which end where they end.
    const needed = Math.min(chunkSize, values.length * (mostDigits + margin.length) + mostDigits);
    if (this.chunk.length - this.at < needed) {
      this.chunk = new Uint8Array(chunkSize);
      this.at = 0;
    }
    let { chunk, at } = this;
    let begin = at;
    let lineStart = at;
    chunk.set(margin, at);
    at += margin.length;
    for (let i = 0; i < values.length; i++) {
      if (at + mostDigits + margin.length > chunk.length) {
        // The line under way goes on in the next chunk.
        this.bytes(chunk.subarray(begin, lineStart));
        const next = new Uint8Array(chunkSize);
        next.set(chunk.subarray(lineStart, at));
        at -= lineStart;
        lineStart = 0;
        begin = 0;
        chunk = next;
      }
      const start = at;
      at = write(chunk, at, values[i]!);
      chunk[at++] = comma;
      if (at - lineStart > lineWidth && start > lineStart + margin.length) {
        // It begins the next line: the space before it becomes that line's end.
        chunk.copyWithin(start + margin.length, start, at);
        chunk[start - 1] = newline;
        chunk.set(margin, start);
        lineStart = start;
        at += margin.length;
      }
      chunk[at++] = space;
    }
    at -= lastComma ? 1 : 2;
    this.chunk = chunk;
    this.at = at;
    return this.bytes(chunk.subarray(begin, at));
  }

  /** The text; as UTF-8 where it is long. */
  finish(): string | Uint8Array<ArrayBuffer> {
    if (this.length <= longestString) {
      return this.pieces.map((piece) => (typeof piece === 'string' ? piece : asciiText(piece))).join('');
    }
    const encoded = this.pieces.map((piece) => (typeof piece === 'string' ? utf8Bytes(piece) : piece));
    const all = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of encoded) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
