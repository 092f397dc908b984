import { Batch } from './batch';
import { Combine, Copy, CopyColumns, Gather, Gathered, ScaleGradient } from './instructions';
import { loadPart, storePart } from './vectors';

/** to[count] = from[count] */
export function copyElements(from: usize, to: usize, count: i32): void {
  const end = from + ((count & ~3) << 2);
  while (from < end) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  const rest = count & 3;
  if (rest) storePart(to, loadPart(from, rest), rest);
}

/** to[count] += from[count] */
export function addElements(from: usize, to: usize, count: i32): void {
  const end = from + ((count & ~3) << 2);
  while (from < end) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  const rest = count & 3;
  if (rest) storePart(to, f32x4.add(loadPart(to, rest), loadPart(from, rest)), rest);
}

/** Brings the batch's rows of the data together. */
export function gather(at: Gather): void {
  let each = changetype<usize>(at) + offsetof<Gather>();
  const last = each + <usize>at.matrices * offsetof<Gathered>();
  const end = Batch.order + (at.rows << 2);
  for (; each < last; each += offsetof<Gathered>()) {
    const data = changetype<Gathered>(each).data;
    const columns = changetype<Gathered>(each).columns;
    let into = changetype<Gathered>(each).into;
    let order = Batch.order;
    if (columns == 1) {
      for (; order + 16 <= end; order += 16, into += 16) {
        store<f32>(into, load<f32>(data + (load<u32>(order) << 2)));
        store<f32>(into, load<f32>(data + (load<u32>(order, 4) << 2)), 4);
        store<f32>(into, load<f32>(data + (load<u32>(order, 8) << 2)), 8);
        store<f32>(into, load<f32>(data + (load<u32>(order, 12) << 2)), 12);
      }
      for (; order < end; order += 4, into += 4) store<f32>(into, load<f32>(data + (load<u32>(order) << 2)));
    } else if (columns == 2) {
      for (; order + 16 <= end; order += 16, into += 32) {
        store<u64>(into, load<u64>(data + (load<u32>(order) << 3)));
        store<u64>(into, load<u64>(data + (load<u32>(order, 4) << 3)), 8);
        store<u64>(into, load<u64>(data + (load<u32>(order, 8) << 3)), 16);
        store<u64>(into, load<u64>(data + (load<u32>(order, 12) << 3)), 24);
      }
      for (; order < end; order += 4, into += 8) store<u64>(into, load<u64>(data + (load<u32>(order) << 3)));
    } else {
      const width = columns << 2;
      for (; order < end; order += 4, into += width) copyElements(data + load<u32>(order) * width, into, columns);
    }
  }
}

export function copy(at: Copy): void {
  if (at.accumulate) addElements(at.from, at.to, at.count);
  else copyElements(at.from, at.to, at.count);
}

export function copyColumns(at: CopyColumns): void {
  let from = at.from;
  let to = at.to;
  const columns = at.columns;
  const accumulate = at.accumulate;
  for (let row = 0; row < at.rows; row++) {
    if (accumulate) addElements(from, to, columns);
    else copyElements(from, to, columns);
    from += at.fromWidth << 2;
    to += at.toWidth << 2;
  }
}

/** dx (+)= dy · the factors, element by element. */
export function scaleGradient(at: ScaleGradient): void {
  const addresses = changetype<usize>(at) + offsetof<ScaleGradient>();
  const accumulate = at.accumulate;
  for (let i = 0; i < at.count; i += 4) {
    const lanes = min(4, at.count - i);
    const offset = i << 2;
    let product = part(at.dy + offset, lanes);
    for (let factor = 0; factor < at.factors; factor++)
      product = f32x4.mul(product, part(load<usize>(addresses + (factor << 2)) + offset, lanes));
    if (accumulate) product = f32x4.add(part(at.dx + offset, lanes), product);
    putPart(at.dx + offset, product, lanes);
  }
}

/** y = the inputs added up, in their order. */
export function add(at: Combine): void {
  const addresses = changetype<usize>(at) + offsetof<Combine>();
  for (let i = 0; i < at.count; i += 4) {
    const lanes = min(4, at.count - i);
    const offset = i << 2;
    let sum = part(load<usize>(addresses) + offset, lanes);
    for (let input = 1; input < at.inputs; input++)
      sum = f32x4.add(sum, part(load<usize>(addresses + (input << 2)) + offset, lanes));
    putPart(at.y + offset, sum, lanes);
  }
}

/** y = the inputs multiplied, in their order. */
export function multiplyElements(at: Combine): void {
  const addresses = changetype<usize>(at) + offsetof<Combine>();
  for (let i = 0; i < at.count; i += 4) {
    const lanes = min(4, at.count - i);
    const offset = i << 2;
    let product = part(load<usize>(addresses) + offset, lanes);
    for (let input = 1; input < at.inputs; input++)
      product = f32x4.mul(product, part(load<usize>(addresses + (input << 2)) + offset, lanes));
    putPart(at.y + offset, product, lanes);
  }
}

// @ts-ignore: decorator
@inline
function part(from: usize, lanes: i32): v128 {
  return lanes == 4 ? v128.load(from) : loadPart(from, lanes);
}

// @ts-ignore: decorator
@inline
function putPart(to: usize, value: v128, lanes: i32): void {
  if (lanes == 4) v128.store(to, value);
  else storePart(to, value, lanes);
}
