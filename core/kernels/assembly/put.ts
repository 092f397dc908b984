import { storePart } from './vectors';

/** Results of products on their way to memory: the first `columns` lanes, or added to what stands there with `accumulate`. */

// @ts-ignore: decorator
@inline
export function put(to: usize, value: v128, columns: i32, accumulate: i32): void {
  if (accumulate) value = f32x4.add(v128.load(to), value);
  if (columns >= 4) v128.store(to, value);
  else storePart(to, value, columns);
}

// @ts-ignore: decorator
@inline
export function putPair(to: usize, first: v128, second: v128, columns: i32, accumulate: i32): void {
  put(to, first, columns, accumulate);
  if (columns > 4) put(to + 16, second, columns - 4, accumulate);
}
