import { Batch } from './batch';
import { ClipNorm, ClipValue, Penalty, Update } from './instructions';
import { partStart, Thread } from './thread';
import { loadPart, multiplyAdd, splat, storePart, sumWide } from './vectors';
import { signs } from './elementwise';

/** Below this a running mean counts as 0: numbers outside float32's normal range are very slow. */
const leastNormal: f32 = 1.17549435e-38;

// @ts-ignore: decorator
@inline
function flush(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), splat(leastNormal)));
}

/** baseⁿ for whole n ≥ 0, by squaring. */
function power(base: f64, n: i32): f64 {
  let result: f64 = 1;
  for (; n > 0; n >>= 1) {
    if (n & 1) result *= base;
    base *= base;
  }
  return result;
}

/** gradient += l1 · sign(value) + 2 · l2 · value */
export function penalty(at: Penalty): void {
  const l1 = splat(at.l1);
  const l2 = splat(at.twiceL2);
  let value = at.value;
  let gradient = at.gradient;
  const end = value + ((at.count & ~3) << 2);
  for (; value < end; value += 16, gradient += 16)
    v128.store(gradient, penalized(v128.load(value), v128.load(gradient), l1, l2));
  const rest = at.count & 3;
  if (rest) storePart(gradient, penalized(loadPart(value, rest), loadPart(gradient, rest), l1, l2), rest);
}

// @ts-ignore: decorator
@inline
function penalized(value: v128, gradient: v128, l1: v128, l2: v128): v128 {
  return f32x4.add(gradient, multiplyAdd(l2, value, f32x4.mul(l1, signs(value))));
}

/** Holds every gradient within ±maxValue. */
export function clipValue(at: ClipValue): void {
  const most = splat(at.maxValue);
  const least = f32x4.neg(most);
  let gradient = at.gradients;
  const end = gradient + ((at.count & ~3) << 2);
  for (; gradient < end; gradient += 16)
    v128.store(gradient, f32x4.pmin(f32x4.pmax(v128.load(gradient), least), most));
  const rest = at.count & 3;
  if (rest) storePart(gradient, f32x4.pmin(f32x4.pmax(loadPart(gradient, rest), least), most), rest);
}

/** Scales all gradients by maxNorm / (norm + 1e-6) when that is below 1. */
export function clipNorm(at: ClipNorm): void {
  let sum = f64x2.splat(0);
  let gradient = at.gradients;
  const end = gradient + ((at.count & ~3) << 2);
  const rest = at.count & 3;
  for (; gradient < end; gradient += 16) {
    const g = v128.load(gradient);
    const low = f64x2.promote_low_f32x4(g);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 0, 1));
    sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  if (rest) {
    const g = loadPart(gradient, rest);
    const low = f64x2.promote_low_f32x4(g);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(g, g, 2, 3, 0, 1));
    sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  const factor = at.maxNorm / (sqrt<f64>(sumWide(sum)) + 1e-6);
  if (factor >= 1) return;
  const factors = splat(<f32>factor);
  gradient = at.gradients;
  for (; gradient < end; gradient += 16) v128.store(gradient, f32x4.mul(v128.load(gradient), factors));
  if (rest) storePart(gradient, f32x4.mul(loadPart(gradient, rest), factors), rest);
}

/** v ← momentum · v + g (v = g at step 1); p ← p − rate · v, or with Nesterov p − rate · (g + momentum · v) */
export function sgd(at: Update): void {
  const learningRate = Batch.learningRate;
  const step = Batch.step + 1;
  const rate = splat(<f32>learningRate);
  const first = partStart(at.count, 16, Thread.part);
  const count = partStart(at.count, 16, Thread.part + 1) - first;
  const offset = first << 2;
  let p = at.parameters + offset;
  let g = at.gradients + offset;
  const end = p + ((count & ~3) << 2);
  const rest = count & 3;
  if (at.first == 0) {
    for (; p < end; p += 16, g += 16)
      v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(rate, v128.load(g))));
    if (rest) storePart(p, f32x4.sub(loadPart(p, rest), f32x4.mul(rate, loadPart(g, rest))), rest);
    return;
  }
  const momentum = splat(<f32>at.decay);
  // At step 1 the velocity is 0 whatever is stored.
  const carried = splat(step == 1 ? 0 : <f32>at.decay);
  const nesterov = at.nesterov;
  let v = at.first + offset;
  for (; p < end; p += 16, g += 16, v += 16) {
    const gradient = v128.load(g);
    const velocity = flush(multiplyAdd(carried, v128.load(v), gradient));
    v128.store(v, velocity);
    const direction = nesterov ? multiplyAdd(momentum, velocity, gradient) : velocity;
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(rate, direction)));
  }
  if (rest) {
    const gradient = loadPart(g, rest);
    const velocity = flush(multiplyAdd(carried, loadPart(v, rest), gradient));
    storePart(v, velocity, rest);
    const direction = nesterov ? multiplyAdd(momentum, velocity, gradient) : velocity;
    storePart(p, f32x4.sub(loadPart(p, rest), f32x4.mul(rate, direction)), rest);
  }
}

/** Kingma and Ba (2015); with a weight decay Loshchilov and Hutter's decoupled form (2019). */
export function adam(at: Update): void {
  const learningRate = Batch.learningRate;
  const step = Batch.step + 1;
  const beta1 = splat(<f32>at.decay);
  const rest1 = splat(<f32>(1 - at.decay));
  const beta2 = splat(<f32>at.squareDecay);
  const rest2 = splat(<f32>(1 - at.squareDecay));
  const rate = splat(<f32>(learningRate / (1 - power(at.decay, step))));
  const correction = splat(<f32>(1 / sqrt<f64>(1 - power(at.squareDecay, step))));
  const epsilon = splat(<f32>at.epsilon);
  const keep = splat(<f32>(1 - learningRate * at.weightDecay));
  const first = partStart(at.count, 16, Thread.part);
  const count = partStart(at.count, 16, Thread.part + 1) - first;
  const offset = first << 2;
  let p = at.parameters + offset;
  let g = at.gradients + offset;
  let m = at.first + offset;
  let v = at.second + offset;
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, g += 16, m += 16, v += 16) {
    const gradient = v128.load(g);
    const mean = flush(multiplyAdd(rest1, gradient, f32x4.mul(beta1, v128.load(m))));
    const square = flush(
      multiplyAdd(f32x4.mul(rest2, gradient), gradient, f32x4.mul(beta2, v128.load(v))),
    );
    v128.store(m, mean);
    v128.store(v, square);
    const spread = multiplyAdd(f32x4.sqrt(square), correction, epsilon);
    const move = f32x4.div(f32x4.mul(rate, mean), spread);
    v128.store(p, f32x4.sub(f32x4.mul(v128.load(p), keep), move));
  }
  const rest = count & 3;
  if (rest) {
    const gradient = loadPart(g, rest);
    const mean = flush(multiplyAdd(rest1, gradient, f32x4.mul(beta1, loadPart(m, rest))));
    const square = flush(
      multiplyAdd(f32x4.mul(rest2, gradient), gradient, f32x4.mul(beta2, loadPart(v, rest))),
    );
    storePart(m, mean, rest);
    storePart(v, square, rest);
    const spread = multiplyAdd(f32x4.sqrt(square), correction, epsilon);
    const move = f32x4.div(f32x4.mul(rate, mean), spread);
    storePart(p, f32x4.sub(f32x4.mul(loadPart(p, rest), keep), move), rest);
  }
}

/** s ← decay · s + (1 − decay) · g²; u = g / (√s + epsilon); with momentum b ← momentum · b + u; p ← p − rate · b */
export function rmsProp(at: Update): void {
  const learningRate = Batch.learningRate;
  const rate = splat(<f32>learningRate);
  const decay = splat(<f32>at.squareDecay);
  const fresh = splat(<f32>(1 - at.squareDecay));
  const momentum = splat(<f32>at.decay);
  const epsilon = splat(<f32>at.epsilon);
  const first = partStart(at.count, 16, Thread.part);
  const count = partStart(at.count, 16, Thread.part + 1) - first;
  const offset = first << 2;
  let p = at.parameters + offset;
  let g = at.gradients + offset;
  let s = at.first + offset;
  let b = at.second + offset;
  const hasMomentum = at.second != 0;
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, g += 16, s += 16) {
    const gradient = v128.load(g);
    const square = flush(
      multiplyAdd(f32x4.mul(fresh, gradient), gradient, f32x4.mul(decay, v128.load(s))),
    );
    v128.store(s, square);
    let direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(square), epsilon));
    if (hasMomentum) {
      direction = flush(multiplyAdd(momentum, v128.load(b), direction));
      v128.store(b, direction);
      b += 16;
    }
    v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(rate, direction)));
  }
  const rest = count & 3;
  if (rest) {
    const gradient = loadPart(g, rest);
    const square = flush(
      multiplyAdd(f32x4.mul(fresh, gradient), gradient, f32x4.mul(decay, loadPart(s, rest))),
    );
    storePart(s, square, rest);
    let direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(square), epsilon));
    if (hasMomentum) {
      direction = flush(multiplyAdd(momentum, loadPart(b, rest), direction));
      storePart(b, direction, rest);
    }
    storePart(p, f32x4.sub(loadPart(p, rest), f32x4.mul(rate, direction)), rest);
  }
}

/** s ← s + g²; p ← p − rate · g / (√s + epsilon) */
export function adagrad(at: Update): void {
  const learningRate = Batch.learningRate;
  const rate = splat(<f32>learningRate);
  const epsilon = splat(<f32>at.epsilon);
  const first = partStart(at.count, 16, Thread.part);
  const count = partStart(at.count, 16, Thread.part + 1) - first;
  const offset = first << 2;
  let p = at.parameters + offset;
  let g = at.gradients + offset;
  let s = at.first + offset;
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, g += 16, s += 16) {
    const gradient = v128.load(g);
    const square = multiplyAdd(gradient, gradient, v128.load(s));
    v128.store(s, square);
    const move = f32x4.div(f32x4.mul(rate, gradient), f32x4.add(f32x4.sqrt(square), epsilon));
    v128.store(p, f32x4.sub(v128.load(p), move));
  }
  const rest = count & 3;
  if (rest) {
    const gradient = loadPart(g, rest);
    const square = multiplyAdd(gradient, gradient, loadPart(s, rest));
    storePart(s, square, rest);
    const move = f32x4.div(f32x4.mul(rate, gradient), f32x4.add(f32x4.sqrt(square), epsilon));
    storePart(p, f32x4.sub(loadPart(p, rest), move), rest);
  }
}
