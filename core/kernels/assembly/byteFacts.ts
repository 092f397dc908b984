/** What the bytes of a CSV file tell about its cells, a program of its own: 16 bytes at a time, as every byte of a file is looked at. */

const zeroByte: i32 = 1;
const digitGroup: i32 = 2;
const zeroInFront: i32 = 4;

// @ts-ignore: decorator
@inline
function are(bytes: v128, character: i32): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>character));
}

// @ts-ignore: decorator
@inline
function areDigits(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
}

/** What a cell may begin after, besides the start of the file: any delimiter we detect, line ends, quotes and space. */
// @ts-ignore: decorator
@inline
function areStarts(bytes: v128): v128 {
  const delimiters = v128.or(
    v128.or(are(bytes, 0x2c), are(bytes, 0x3b)),
    v128.or(are(bytes, 0x09), are(bytes, 0x7c)),
  );
  const lines = v128.or(are(bytes, 0x0a), are(bytes, 0x0d));
  const others = v128.or(v128.or(are(bytes, 0x22), are(bytes, 0x27)), are(bytes, 0x20));
  return v128.or(v128.or(delimiters, lines), others);
}

/**
 * Looks at the bytes from `at` to `end − 1`; the two before them and 17 after `end` are read too. The answer adds up: 1 where a byte is
 * zero, 2 where an underscore stands between two digits, 4 where a cell begins with a zero, perhaps behind its sign, and another digit.
 */
export function look(at: usize, end: usize): i32 {
  let found = 0;
  let zeros = i8x16.splat(0);
  for (; at < end; at += 16) {
    const bytes = v128.load(at);
    zeros = v128.or(zeros, are(bytes, 0));
    const nextDigits = areDigits(v128.load(at + 1));
    const leading = v128.and(are(bytes, 0x30), nextDigits);
    const scores = v128.and(are(bytes, 0x5f), nextDigits);
    if (!v128.any_true(v128.or(leading, scores))) continue;
    const before = v128.load(at - 1);
    if (v128.any_true(v128.and(scores, areDigits(before)))) found |= digitGroup;
    const signs = v128.or(are(before, 0x2b), are(before, 0x2d));
    const starts = v128.or(areStarts(before), v128.and(signs, areStarts(v128.load(at - 2))));
    if (v128.any_true(v128.and(leading, starts))) found |= zeroInFront;
  }
  return v128.any_true(zeros) ? found | zeroByte : found;
}
