import type { Plan } from '../../plan/plan';
import { webAssembly } from './webassembly';

/**
 * Whether products are added with one rounding (the fused multiply-add of relaxed SIMD, the faster) or with two. Numbers differ in
 * their last places between the two, and are the same run after run with either.
 */
export type Arithmetic = 'fused' | 'plain';

/** (p: f32, q: f32) => f32: p · p + q by f32x4.relaxed_madd. */
const probe = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 7, 1, 96, 2, 125, 125, 1, 125],
  ...[3, 2, 1, 0],
  ...[7, 5, 1, 1, 102, 0, 0],
  ...[10, 22, 1, 20, 0, 32, 0, 253, 19, 32, 0, 253, 19, 32, 1, 253, 19, 253, 133, 2, 253, 31, 0, 11],
]);

/** The arithmetic of this host: fused where its WebAssembly has relaxed SIMD and the processor rounds once. */
export function hostArithmetic(): Arithmetic {
  const { validate, Module, Instance } = webAssembly();
  if (!validate(probe)) return 'plain';
  const { exports } = new Instance(new Module(probe), {});
  const { f } = exports as { f(p: number, q: number): number };
  // (1 + 2⁻¹²)² is 1 + 2⁻¹¹ + 2⁻²⁴, whose last term a float32 has no room for.
  return f(1 + 2 ** -12, -(1 + 2 ** -11)) === 2 ** -24 ? 'fused' : 'plain';
}

/** Below this many parameters a plan is computed with plain arithmetic everywhere. */
const fusedFrom = 16_384;

/** Whether a plan is large enough to gain by fused arithmetic. */
export function wantsFused(plan: Plan): boolean {
  return plan.memory.parameterElements >= fusedFrom;
}

/**
 * The arithmetic of a plan: a small network comes to the same bits on every machine, as it has nothing to gain; a large one is
 * computed as fast as the host can.
 */
export function planArithmetic(plan: Plan): Arithmetic {
  return wantsFused(plan) ? hostArithmetic() : 'plain';
}

/**
 * Asks a host for relaxed SIMD that has it behind a flag, as Node 20. Every host does so before it trains, so that a project comes to
 * the same numbers in the window and on the command line. `setFlag` is `setFlagsFromString` of `node:v8`.
 */
export function preferFused(setFlag: (flag: string) => void): void {
  if (!webAssembly().validate(probe)) setFlag('--experimental-wasm-relaxed-simd');
}
