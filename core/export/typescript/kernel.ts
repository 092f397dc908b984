import type { InferenceStep } from '../program';
import { code } from './code';
import { denseKernelBase64 } from './kernel.generated';

/** Such a layer takes more than twice as long without the module; a smaller one has little to gain for 4 KB of text. */
const fewestWeights = 1024;
/** So many units gain by weights in 64 bits, which need no conversion, as long as the caches of a processor hold them. */
const fewestCopiedUnits = 64;
const mostCopiedWeights = 2 ** 18;
/** Addresses of 32 bits with a sign reach so far. */
const mostBytes = 2 ** 31;
const pageBytes = 65_536;
const kernelBytes = Math.floor((denseKernelBase64.replace(/=+$/, '').length * 3) / 4);

/** Whether a network has a layer that is worth the module. */
export function gainsByKernel(steps: readonly InferenceStep[]): boolean {
  return steps.some((step) => step.op === 'dense' && step.weights.values.length >= fewestWeights);
}

/** Whether all of a network finds room where the module reaches. */
export function fitsKernel(steps: readonly InferenceStep[]): boolean {
  let bytes = 0;
  for (const step of steps) {
    bytes += 24 * step.y.features;
    if (step.op === 'dense')
      bytes += 4 * step.weights.values.length + copyBytes(step.x.features, step.y.features);
  }
  return bytes < mostBytes;
}

/**
 * Room for the weights of a layer in 64 bits, rows of an even number of units, after 64 bytes that say whether they are there; 0 for a
 * layer that goes without.
 */
export function copyBytes(inFeatures: number, units: number): number {
  if (units < fewestCopiedUnits || inFeatures * units > mostCopiedWeights) return 0;
  return 64 + 8 * inFeatures * 2 * Math.ceil(units / 2);
}

/** Where the arrays of a file lie in its memory, in bytes from its beginning. */
export class MemoryPlan {
  private used = 0;

  /** Room for so many bytes. A line of the cache holds 64. */
  place(bytes: number): number {
    const at = this.used;
    this.used = Math.ceil((at + bytes) / 64) * 64;
    return at;
  }

  get pages(): number {
    return Math.ceil(this.used / pageBytes);
  }
}

/** The module, and the memory with all arrays. `isSwitched`: whether the self-test turns it off for a while. */
export function writeKernel({ pages }: MemoryPlan, isSwitched: boolean): { start: string; data: string } {
  return {
    start: code`«/** A WebAssembly module that does the work of \`dense\` and \`relu\`. Arrays are named by where they begin in the memory, in bytes. */
interface Kernel {
  readonly memory: ArrayBuffer;
  dense(x: number, inFeatures: number, weights: number, bias: number, y: number, units: number, list: number, copy: number): void;
  relu(x: number, y: number, length: number): void;
}

/** What is used of WebAssembly, which the language's own library does not describe. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Omit<Kernel, 'memory'> };
}

»/** null where the host has no WebAssembly with SIMD, or where a page's policy (CSP) forbids it. */
function startKernel()«: Kernel | null» {
  // The module reads numbers lowest byte first.
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) return null;
  try {
    const { Module, Memory, Instance } = «(»globalThis« as unknown as { WebAssembly: WebAssemblyHost })».WebAssembly;
    const compiled = new Module(base64Bytes(kernelModule));
    const memory = new Memory({ initial: ${String(pages)} });
    const { dense, relu } = new Instance(compiled, { env: { memory } }).exports;
    return { memory: memory.buffer, dense, relu };
  } catch {
    return null;
  }
}`,
    data: code`/**
 * The module, ${kernelBytes.toLocaleString('en-US')} bytes with two functions, \`dense\` and \`relu\`. They make the sums that those of this file make, in the same order and with the
 * same rounding, two units by each instruction (SIMD), so that either gives the same bits: this is for speed alone.
 */
const kernelModule =
  '${denseKernelBase64}';
${isSwitched ? 'let' : 'const'} kernel = startKernel();

/** All arrays between the layers, and all weights; for the module also in 64 bits where that is faster. */
const memory = kernel === null ? new ArrayBuffer(${String(pages * pageBytes)}) : kernel.memory;`,
  };
}

/** How weights come into the memory. `at` counts bytes. */
export const memoryHelpers = {
  float32: code`/** The 32-bit floats in a base64 text, put into the memory at a place. */
function float32(at«: number», base64«: string»)«: Float32Array» {
  const bytes = base64Bytes(base64);
  const view = new DataView(bytes.buffer);
  const numbers = new Float32Array(memory, at, bytes.length >> 2);
  for (let i = 0; i < numbers.length; i++) numbers[i] = view.getFloat32(4 * i, true);
  return numbers;
}`,
  inMemory: code`/** Numbers as 32-bit floats, put into the memory at a place. */
function inMemory(at«: number», values«: readonly number[]»)«: Float32Array» {
  const numbers = new Float32Array(memory, at, values.length);
  numbers.set(values);
  return numbers;
}`,
} as const;

/** Names of the file's own that no variable may take. */
export const kernelNames =
  'kernel Kernel startKernel kernelModule kernelList memory WebAssembly WebAssemblyHost base64Bytes inMemory';
