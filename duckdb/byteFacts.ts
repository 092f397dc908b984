import { byteFactsBase64 } from './byteFacts.generated';

/** What the bytes of a text tell about its cells. */
export interface CellFacts {
  /** There is a zero byte in it: this is no text in UTF-8. */
  hasZero: boolean;
  /** Somewhere an underscore stands between two digits, which SQL reads as one number. */
  hasDigitGroups: boolean;
  /** Somewhere a cell begins with a zero and another digit, which as a number would lose its zero. */
  hasZeroInFront: boolean;
}

/** The little of the WebAssembly interface that is used here. */
interface WebAssemblyInterface {
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: object };
}

const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyInterface })
  .WebAssembly;
let compiled: object | undefined;

const page = 65_536;
/** Before a piece: the end of the one before it. */
const border = 16;
/** What is read behind the last byte that is looked at. */
const behind = 32;
const newline = 0x0a;

/** Goes over a text piece by piece, at 16 bytes at a time (`core/kernels/assembly/byteFacts.ts`). */
export class ByteLook {
  /** The next piece is put here. */
  readonly piece: Buffer;
  private readonly bytes: Uint8Array;
  private readonly look: (at: number, end: number) => number;
  private found = 0;
  private isOver = false;

  constructor(pieceBytes: number) {
    const memory = new Memory({ initial: Math.ceil((pieceBytes + border + behind) / page) });
    compiled ??= new Module(Buffer.from(byteFactsBase64, 'base64'));
    const { exports } = new Instance(compiled, { env: { memory } });
    this.look = (exports as { look: (at: number, end: number) => number }).look;
    this.bytes = new Uint8Array(memory.buffer);
    // A text begins like a line.
    this.bytes.fill(newline, 0, border);
    this.piece = Buffer.from(memory.buffer, border, pieceBytes);
  }

  /** Looks at the first bytes of `piece`. What the last of them means shows with the next piece, or at the end. */
  add(length: number): void {
    if (length === 0) return;
    const { bytes } = this;
    const end = border + length;
    bytes.fill(newline, end, end + behind);
    this.found |= this.look(border - 1, end - 1);
    bytes.copyWithin(0, end - border, end);
  }

  /** What was found in all pieces. */
  facts(): CellFacts {
    if (!this.isOver) {
      this.isOver = true;
      this.bytes.fill(newline, border, border + behind);
      this.found |= this.look(border - 1, border);
    }
    const { found } = this;
    return {
      hasZero: (found & 1) !== 0,
      hasDigitGroups: (found & 2) !== 0,
      hasZeroInFront: (found & 4) !== 0,
    };
  }
}
