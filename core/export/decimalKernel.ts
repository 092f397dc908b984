import { decodeBase64 } from '../kernels/wasm/base64';
import { decimalBase64 } from './decimal.generated';

/** What the program of `core/kernels/assembly/decimal` offers. Addresses are bytes in its memory. */
interface DecimalExports {
  beginText(marginBytes: number): void;
  writeFloats(from: number, count: number, isC: boolean): number;
  writeFloat(value: number, isC: boolean): number;
  placeToken(bytes: number): void;
  takeText(): number;
  /** Returns why it stopped: a `ReadingStop`. */
  readNumbers(at: number, limit: number, index: number, isBehind: boolean): number;
  readStart(): number;
  readEnd(): number;
  readCount(): number;
  readonly mostNumbers: Place;
  readonly mostBytes: Place;
  readonly mostDigits: Place;
  readonly numbers: Place;
  readonly margin: Place;
  readonly token: Place;
  readonly bytes: Place;
  readonly text: Place;
}

interface Place {
  readonly value: number;
}

/** Why reading a list of numbers stopped; as in `assembly/decimal/read.ts`. */
export const readingStop = { listEnds: 0, textEnds: 1, noNumber: 2, isLong: 3, isFull: 4 } as const;

/** The little of the WebAssembly interface that is used here. */
interface WebAssemblyInterface {
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: object };
}

const pages = 8;

export interface DecimalKernel {
  run: DecimalExports;
  /** Where text to be read is put. */
  bytesAt: number;
  /** The places of the memory. */
  numbers: Float64Array<ArrayBuffer>;
  bytes: Uint8Array;
  margin: Uint8Array;
  token: Uint8Array;
  text: Uint8Array;
}

let started: DecimalKernel | undefined;

/** The program that writes and reads numbers, compiled at first use. */
export function decimalKernel(): DecimalKernel {
  started ??= start();
  return started;
}

function start(): DecimalKernel {
  const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyInterface })
    .WebAssembly;
  const memory = new Memory({ initial: pages });
  const { exports } = new Instance(new Module(decodeBase64(decimalBase64)), { env: { memory } });
  const run = exports as DecimalExports;
  const place = ({ value }: Place, length: number) => new Uint8Array(memory.buffer, value, length);
  const most = run.mostDigits.value;
  return {
    run,
    bytesAt: run.bytes.value,
    numbers: new Float64Array(memory.buffer, run.numbers.value, run.mostNumbers.value),
    bytes: place(run.bytes, run.mostBytes.value),
    margin: place(run.margin, most),
    token: place(run.token, most),
    text: place(run.text, memory.buffer.byteLength - run.text.value),
  };
}
