/**
 * The little of the WebAssembly interface that is used here. Every host of this folder has it, but the language's own
 * library, which is all that core is compiled with, does not describe it.
 */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
}

export type WasmModule = object;

interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => WasmMemory;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: Record<string, Record<string, unknown>>) => { exports: object };
}

export function webAssembly(): WebAssemblyInterface {
  return (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;
}
