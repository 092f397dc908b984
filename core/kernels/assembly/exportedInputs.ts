/** The inputs of a layer of an exported file that its sums need. */

/**
 * Lists the inputs that are not 0 (NaN is not), each as its value (float64) and where its weights begin (int32), which lie `step` bytes
 * apart and end at `all`; returns where the list ends. A jump for every input would often be guessed wrong:
 * of four, each is written and stays if it counts.
 */
// @ts-ignore: decorator
@inline
export function listInputs(x: usize, all: i32, step: i32, list: usize): usize {
  const zero = f64x2.splat(0);
  const two = step << 1;
  const three = two + step;
  const four = step << 2;
  let offset = 0;
  for (; offset + three < all; offset += four) {
    const first = v128.load(x);
    const second = v128.load(x, 16);
    const used = i64x2.bitmask(f64x2.ne(first, zero)) | (i64x2.bitmask(f64x2.ne(second, zero)) << 2);
    if (used) {
      v128.store64_lane(list, first, 0);
      store<i32>(list, offset, 8);
      list += (used & 1) << 4;
      v128.store64_lane(list, first, 1);
      store<i32>(list, offset + step, 8);
      list += (used & 2) << 3;
      v128.store64_lane(list, second, 0);
      store<i32>(list, offset + two, 8);
      list += (used & 4) << 2;
      v128.store64_lane(list, second, 1);
      store<i32>(list, offset + three, 8);
      list += (used & 8) << 1;
    }
    x += 32;
  }
  for (; offset < all; offset += step) {
    const value = load<f64>(x);
    if (value != 0) {
      store<f64>(list, value);
      store<i32>(list, offset, 8);
      list += 16;
    }
    x += 8;
  }
  return list;
}
