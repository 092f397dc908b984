import { setFlagsFromString } from 'node:v8';
import type { BackendOptions } from '../kernels/backend';
import { createWasmBackend } from '../kernels/wasm/backend';
import { type Arithmetic, hostArithmetic } from '../kernels/wasm/module';
import type { Plan } from '../plan/plan';

// Node 20 has relaxed SIMD behind a flag; later versions, and Electron, have it anyway.
if (hostArithmetic() === 'plain') setFlagsFromString('--experimental-wasm-relaxed-simd');

/** The kinds of arithmetic that can be tested here: both, unless the host is very old. */
export const arithmetics: readonly Arithmetic[] =
  hostArithmetic() === 'fused' ? ['plain', 'fused'] : ['plain'];

/** The fast backend with a certain arithmetic, on one thread. */
export function wasmBackend(arithmetic: Arithmetic) {
  return (plan: Plan, options: BackendOptions) => createWasmBackend(plan, options, null, arithmetic);
}
