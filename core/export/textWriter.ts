import { asciiText, utf8Bytes } from './bytes';
import { decimalKernel } from './decimalKernel';
import type { NumberForm } from './decimals';

const chunkSize = 1 << 22;
/** A longer text is kept as its bytes: they pass from process to process, and to the disk, as they are. */
const longestString = 1 << 22;

export interface NumberLayout {
  form: NumberForm;
  /** In front of every line; at most 32 characters, in ASCII. */
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
  numbers(values: ArrayLike<number>, { form, indent, lastComma }: NumberLayout): this {
    if (values.length === 0) return this;
    const { run, numbers, margin, token, text } = decimalKernel();
    const isC = form.inBulk === 'c';
    margin.set(utf8Bytes(indent));
    run.beginText(indent.length);
    for (let start = 0; start < values.length; start += numbers.length) {
      const count = Math.min(numbers.length, values.length - start);
      copyNumbers(values, start, numbers.subarray(0, count));
      for (let i = 0; i < count; i++) {
        if (form.inBulk !== null) i = run.writeFloats(i, count, isC);
        if (i === count) break;
        const rare = utf8Bytes(form.text(numbers[i]!));
        token.set(rare);
        run.placeToken(rare.length);
      }
      const isLast = start + count === values.length;
      this.copied(text.subarray(0, run.takeText() - (isLast && !lastComma ? 1 : 0)));
    }
    return this;
  }

  /** Bytes that will not stay as they are. */
  private copied(bytes: Uint8Array): void {
    // One room for many short lists, which end where they end.
    if (this.chunk.length - this.at < bytes.length) {
      this.chunk = new Uint8Array(chunkSize);
      this.at = 0;
    }
    const end = this.at + bytes.length;
    this.chunk.set(bytes, this.at);
    this.bytes(this.chunk.subarray(this.at, end));
    this.at = end;
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

function copyNumbers(values: ArrayLike<number>, start: number, into: Float64Array): void {
  if (values instanceof Float64Array || values instanceof Float32Array) {
    into.set(values.subarray(start, start + into.length));
    return;
  }
  for (let i = 0; i < into.length; i++) into[i] = values[start + i]!;
}
