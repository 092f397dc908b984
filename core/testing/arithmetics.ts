import type { BackendOptions } from '../kernels/backend';
import { type Arithmetic, hostArithmetic } from '../kernels/wasm/arithmetic';
import { createWasmBackend } from '../kernels/wasm/backend';
import type { Plan } from '../plan/plan';

/** The kinds of arithmetic that can be tested here: both, unless the processor has no fused one. */
export const arithmetics: readonly Arithmetic[] =
  hostArithmetic() === 'fused' ? ['plain', 'fused'] : ['plain'];

/** The fast backend with a certain arithmetic, on one thread. */
export function wasmBackend(arithmetic: Arithmetic) {
  return (plan: Plan, options: BackendOptions) => createWasmBackend(plan, options, null, arithmetic);
}
