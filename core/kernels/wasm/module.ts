import { internalError } from '../../graph/problem';
import { kernelsBase64 } from './kernels.generated';
import { type WasmMemory, type WasmModule, webAssembly } from './webassembly';

/** Functions of the kernels; addresses are bytes in the memory they were started with. */
export interface Kernels {
  /** Memory below this address belongs to the kernels. */
  firstFreeByte(): number;
  /** Runs a forward program; the float64 loss goes to `loss`. Returns how many rows were right. */
  forward(program: number, rows: number, loss: number): number;
  /** Makes `steps` updates; see `assembly/index.ts`. Returns how many rows were right. */
  train(
    whole: number,
    short: number,
    rows: number,
    rowCount: number,
    batchSize: number,
    steps: number,
    firstStep: number,
    rates: number,
    losses: number,
    seed: number,
  ): number;
}

const pageBytes = 65_536;

let compiled: WasmModule | null = null;

/** The kernels, compiled at first use. */
function kernelsModule(): WasmModule {
  compiled ??= new (webAssembly().Module)(decodeBase64(kernelsBase64));
  return compiled;
}

export function createMemory(bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / pageBytes);
  return new (webAssembly().Memory)({ initial: pages, maximum: pages, shared: true });
}

/** The kernels over this memory. */
export function startKernels(memory: WasmMemory): Kernels {
  const { exports } = new (webAssembly().Instance)(kernelsModule(), { env: { memory, abort } });
  return exports as Kernels;
}

function abort(): never {
  throw internalError('a kernel gave up');
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes from base64 with or without padding. */
function decodeBase64(text: string): Uint8Array {
  const length = text.replace(/=+$/, '').length;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  const valueOfDigit = new Uint8Array(128);
  for (let i = 0; i < digits.length; i++) valueOfDigit[digits.charCodeAt(i)] = i;
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < length; i++) {
    held = (held << 6) | valueOfDigit[text.charCodeAt(i)]!;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >>> bits;
  }
  return bytes;
}
