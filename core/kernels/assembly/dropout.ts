import { Batch } from './batch';
import { Dropout } from './instructions';

/** PCG-XSH-RR (O'Neill, 2014), the same numbers as `Pcg32` of `core/data/random.ts`. */
const multiplier: u64 = 6364136223846793005;

let state: u64 = 0;
let increment: u64 = 0;

function seedGenerator(seed: u32, stream: u32, counter: u32): void {
  increment = ((<u64>stream) << 1) | 1;
  state = increment;
  state += ((<u64>counter) << 32) | (<u64>seed);
  state = state * multiplier + increment;
}

// @ts-ignore: decorator
@inline
function permute(old: u64): u32 {
  return rotr<u32>(<u32>(((old >> 18) ^ old) >> 27), <u32>(old >> 59));
}

/** mask = 0 or `kept`, drawn element by element; y = x · mask. Two draws of 27 and 26 bits make one number. */
export function dropout(at: Dropout): void {
  seedGenerator(Batch.seed, at.stream, <u32>Batch.step);
  const threshold = at.threshold;
  const kept = at.kept;
  const step1 = increment;
  let s = state;
  let x = at.x;
  let mask = at.mask;
  let y = at.y;
  const end = x + (at.count << 2);
  for (; x < end; x += 4, mask += 4, y += 4) {
    const high = <u64>(permute(s) >> 5);
    s = s * multiplier + step1;
    const low = <u64>(permute(s) >> 6);
    s = s * multiplier + step1;
    const factor: f32 = ((high << 26) | low) < threshold ? 0 : kept;
    store<f32>(mask, factor);
    store<f32>(y, load<f32>(x) * factor);
  }
}
