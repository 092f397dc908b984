import { mostNumbers, numbers, powers } from './places';

/** Why reading stopped: behind a list's closing bracket. */
const listEnds: i32 = 0;
/** The text may go on behind its end. */
const textEnds: i32 = 1;
/** There is something else than a number of JSON and a comma. */
const noNumber: i32 = 2;
/** A number needs more than a float64 holds on the way. */
const isLong: i32 = 3;
const isFull: i32 = 4;

/** Up to here a float64 holds every whole number. */
const mostExact: u64 = (1 << 53) - 1;
/** So many digits fit into 64 bits. */
const mostWholeDigits: i32 = 19;
const mostPower: i32 = 22;

let start: usize = 0;
let end: usize = 0;
let count: i32 = 0;

/** Where the number began that reading stopped at, or behind. */
export function readStart(): usize {
  return start;
}

/** Behind what was read last. */
export function readEnd(): usize {
  return end;
}

/** How many numbers have been read. */
export function readCount(): i32 {
  return count;
}

/**
 * Reads a list of numbers in the grammar of RFC 8259 from `at` up to `limit`, into `numbers` from `index` on. Returns why it stopped. Where
 * `isBehind`, the number at `index` has been read by the host, up to `at`.
 */
export function readNumbers(at: usize, limit: usize, index: i32, isBehind: bool): i32 {
  for (count = index; ; count++) {
    if (!isBehind) {
      start = skipSpace(at, limit);
      if (count === mostNumbers) return isFull;
      const why = readNumber(limit);
      if (why !== listEnds) return why;
      at = end;
    }
    isBehind = false;
    at = skipSpace(at, limit);
    if (at === limit) return textEnds;
    const byte = load<u8>(at++);
    if (byte === 44) continue;
    if (byte !== 93) return noNumber;
    count++;
    end = at;
    return listEnds;
  }
}

/** Reads the number from `start` on into its place, up to `end`. */
// @ts-ignore: decorator
@inline
function readNumber(limit: usize): i32 {
  let at = start;
  const isNegative = at < limit && load<u8>(at) === 45;
  if (isNegative) at++;
  const first = at;
  let mantissa: u64 = 0;
  let digit: u32 = 0;
  for (; at < limit && (digit = <u32>load<u8>(at) - 48) < 10; at++) mantissa = mantissa * 10 + digit;
  let digits = <i32>(at - first);
  if (at === limit) return textEnds;
  if (digits === 0 || (digits > 1 && load<u8>(first) === 48)) return noNumber;
  let exponent = 0;
  if (load<u8>(at) === 46) {
    const fraction = ++at;
    if (at + 8 <= limit) {
      const eight = load<u64>(at);
      if (areDigits(eight)) {
        mantissa = mantissa * 100_000_000 + valueOfEight(eight);
        at += 8;
      }
    }
    for (; at < limit && (digit = <u32>load<u8>(at) - 48) < 10; at++) mantissa = mantissa * 10 + digit;
    if (at === limit) return textEnds;
    exponent = <i32>(fraction - at);
    if (exponent === 0) return noNumber;
    digits -= exponent;
  }
  if ((load<u8>(at) | 32) === 101) {
    at++;
    let isDivided = false;
    if (at < limit) {
      const sign = load<u8>(at);
      isDivided = sign === 45;
      if (isDivided || sign === 43) at++;
    }
    const power = at;
    let size = 0;
    for (; at < limit && (digit = <u32>load<u8>(at) - 48) < 10; at++) size = min(size * 10 + <i32>digit, 9999);
    if (at === limit) return textEnds;
    if (at === power) return noNumber;
    exponent += isDivided ? -size : size;
  }
  end = at;
  // A whole number below 2^53 times or by an exact power of ten is rounded once, as it has to be.
  if (digits > mostWholeDigits || mantissa > mostExact || abs(exponent) > mostPower) return isLong;
  const whole = <f64>mantissa;
  const power10 = load<f64>(powers + (<usize>abs(exponent) << 3));
  const size = exponent < 0 ? whole / power10 : whole * power10;
  store<f64>(numbers + (<usize>count << 3), isNegative ? -size : size);
  return listEnds;
}

// @ts-ignore: decorator
@inline
function skipSpace(at: usize, limit: usize): usize {
  for (; at < limit; at++) {
    const byte = load<u8>(at);
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) break;
  }
  return at;
}

/** Whether each of eight characters is a digit: 0x30 to 0x39, which 6 more does not carry into the upper half. */
// @ts-ignore: decorator
@inline
function areDigits(eight: u64): bool {
  const upper: u64 = 0xf0f0_f0f0_f0f0_f0f0;
  return ((eight & upper) | (((eight + 0x0606_0606_0606_0606) & upper) >> 4)) === 0x3333_3333_3333_3333;
}

/** The number that eight digits make, the first of which is in the lowest byte: pairs, then fours, then all are put together. */
// @ts-ignore: decorator
@inline
function valueOfEight(eight: u64): u64 {
  const pairs = ((eight & 0x0f0f_0f0f_0f0f_0f0f) * (1 + (10 << 8))) >> 8;
  const fours = ((pairs & 0x00ff_00ff_00ff_00ff) * (1 + (100 << 16))) >> 16;
  return ((fours & 0x0000_ffff_0000_ffff) * (1 + (10_000 << 32))) >> 32;
}
