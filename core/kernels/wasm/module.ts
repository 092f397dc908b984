import { internalError } from '../../graph/problem';
import type { Arithmetic } from './arithmetic';
import { decodeBase64 } from './base64';
import { kernelsBase64 } from './kernels.generated';
import { type WasmMemory, type WasmModule, webAssembly } from './webassembly';

/** Functions of the kernels; addresses are bytes in the memory they were started with. */
export interface Kernels {
  /** Memory below this address belongs to the kernels. */
  firstFreeByte(): number;
  /**
   * Runs a forward program; the float64 loss goes to `loss`. Returns how many rows were right. The team at `team` has
   * room for `members` threads besides the calling one; 0 where there is none.
   */
  forward(team: number, members: number, program: number, rows: number, loss: number): number;
  /** Makes `steps` updates; see `assembly/index.ts`. Returns how many rows were right. */
  train(
    team: number,
    members: number,
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
  /** Whether none of these float32 is infinite or NaN. */
  areFinite(from: number, count: number): boolean;
  /** Copies the weights of a layer to where single rows read them from end to end; see `assembly/packedRow.ts`. */
  packStrips(weights: number, strips: number, inFeatures: number, units: number): void;
  /** Takes part in a team's jobs as one of its members, until none has come for a while. */
  work(team: number, index: number): void;
}

const pageBytes = 65_536;

const compiled = new Map<Arithmetic, WasmModule>();

/** The kernels, compiled at first use. */
export function kernelsModule(arithmetic: Arithmetic): WasmModule {
  let module = compiled.get(arithmetic);
  if (!module) {
    module = new (webAssembly().Module)(decodeBase64(kernelsBase64[arithmetic]));
    compiled.set(arithmetic, module);
  }
  return module;
}

export function createMemory(bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / pageBytes);
  return new (webAssembly().Memory)({ initial: pages, maximum: pages, shared: true });
}

/** The kernels over this memory. */
export function startKernels(memory: WasmMemory, module: WasmModule): Kernels {
  const words = new Int32Array(memory.buffer);
  const wait = (address: number, expected: number, time: number) =>
    Atomics.wait(words, address >>> 2, expected, time) !== 'timed-out';
  const notify = (address: number) => void Atomics.notify(words, address >>> 2);
  const env = { memory, abort, wait, notify };
  const { exports } = new (webAssembly().Instance)(module, { env });
  return exports as Kernels;
}

function abort(): never {
  throw internalError('a kernel gave up');
}
