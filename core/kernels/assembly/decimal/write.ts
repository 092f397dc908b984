import { margin, numbers, powers, text, token } from './places';

/** A line with more bytes than this ends before the number that made it so. */
const lineWidth: i32 = 110;
const zeros: u64 = 0x3030303030303030;

/** Behind the text that was written, where its last line began, and how long the margin is. */
let at: usize = 0;
let lineStart: usize = 0;
let marginLength: i32 = 0;
/** 1 where a number stands in front of the next one, else 0. */
let gap: i32 = 0;

/** Begins a list whose lines have a margin of so many bytes. */
export function beginText(length: i32): void {
  marginLength = length;
  memory.copy(text, margin, length);
  at = text + length;
  lineStart = text;
  gap = 0;
}

/** How many bytes of text were written since it was last asked for; what comes next begins at its start again. */
export function takeText(): i32 {
  const length = <i32>(at - text);
  lineStart -= length;
  at = text;
  return length;
}

/**
 * Writes float32 (given as float64) from number `from` on, each with a comma behind it, in C's way with a point and an "f" where `isC`.
 * Returns where it stopped: at `count`, or at a number that the host has to write.
 */
export function writeFloats(from: i32, count: i32, isC: bool): i32 {
  for (; from < count; from++) {
    const start = at + gap;
    const end = writeFloatAt(start, load<f64>(numbers + (<usize>from << 3)), isC);
    if (end === 0) return from;
    layOut(start, end);
  }
  return from;
}

/** Puts the number whose text of so many bytes is the token behind the others. */
export function placeToken(length: i32): void {
  const start = at + gap;
  memory.copy(start, token, length);
  layOut(start, start + length);
}

/** Writes a float32 as the token. Returns how long it is, or 0 where the host has to write it. */
export function writeFloat(value: f64, isC: bool): i32 {
  const end = writeFloatAt(token, value, isC);
  return end === 0 ? 0 : <i32>(end - token);
}

/** A number has been written from `start` to `end`, a byte behind what was there: a space or the end of the line comes between. */
// @ts-ignore: decorator
@inline
function layOut(start: usize, end: usize): void {
  store<u8>(end, 44);
  end++;
  if (gap) {
    store<u8>(at, 32);
    if (<i32>(end - lineStart) > lineWidth && start > lineStart + marginLength) {
      memory.copy(start + marginLength, start, end - start);
      memory.copy(start, margin, marginLength);
      store<u8>(at, 10);
      lineStart = start;
      end += marginLength;
    }
  }
  at = end;
  gap = 1;
}

/**
 * A float32 in at most nine digits, mostly eight: so few that, read as a 64-bit number and rounded to 32 bits, they give it back. The
 * candidate is divided out and rounded exactly as a reader will. Returns its end, or 0 for a number whose power is easier to read.
 * Up to 8 bytes behind the end are written too.
 */
// @ts-ignore: decorator
@inline
function writeFloatAt(place: usize, value: f64, isC: bool): usize {
  const single = <f32>value;
  const size: f64 = abs(single);
  if (!(size >= 1e-5 && size < 1e9) && size != 0) return 0;
  store<u8>(place, 45);
  place += <usize>(reinterpret<u32>(single) >>> 31);
  let decimals = size == 0 ? 0 : decimalsOfEight(size);
  let power = power10(decimals);
  let digits = <i32>Math.floor(size * power + 0.5);
  if (<f64>(<f32>(<f64>digits / power)) != size) {
    // Nine digits always do.
    decimals++;
    power = power10(decimals);
    digits = <i32>Math.floor(size * power + 0.5);
  }
  for (let tenth = digits / 10; decimals > 0 && tenth * 10 === digits; tenth = digits / 10) {
    digits = tenth;
    decimals--;
  }
  let whole = decimals === 0 ? digits : 0;
  if (decimals > 0 && size >= 1) {
    const tens = <i32>power10(decimals);
    whole = digits / tens;
    digits -= whole * tens;
  }
  place = writeWhole(place, whole);
  if (decimals === 0) return withPoint(place, isC);
  store<u8>(place, 46);
  place++;
  if (decimals <= 8) {
    store<u64>(place, eightDigits(digits) >> (<u64>(8 - decimals) << 3));
  } else {
    const high = digits / 100_000_000;
    const highDigits = zeros + (<u64>high << 56);
    store<u64>(place, highDigits >> (<u64>(16 - decimals) << 3));
    store<u64>(place + decimals - 8, eightDigits(digits - high * 100_000_000));
  }
  place += decimals;
  if (isC) store<u8>(place, 102);
  return place + <usize>isC;
}

// @ts-ignore: decorator
@inline
function power10(exponent: i32): f64 {
  return load<f64>(powers + (<usize>exponent << 3));
}

/** Whole numbers get a point in C, which takes them for integers without. */
function withPoint(place: usize, isC: bool): usize {
  if (!isC) return place;
  store<u8>(place, 46);
  store<u8>(place, 48, 1);
  store<u8>(place, 102, 2);
  return place + 3;
}

/** How many decimals make eight digits of a size from 1e-5 to 1e9. */
// @ts-ignore: decorator
@inline
function decimalsOfEight(size: f64): i32 {
  if (size < 1) return 8 + i32(size < 0.1) + i32(size < 0.01) + i32(size < 0.001) + i32(size < 0.0001);
  const upTo1e4 = i32(size >= 10) + i32(size >= 100) + i32(size >= 1000) + i32(size >= 1e4);
  return 7 - upTo1e4 - i32(size >= 1e5) - i32(size >= 1e6) - i32(size >= 1e7);
}

// @ts-ignore: decorator
@inline
function writeWhole(place: usize, value: i32): usize {
  if (value < 10) {
    store<u8>(place, 48 + value);
    return place + 1;
  }
  return writeLong(place, value);
}

function writeLong(place: usize, value: i32): usize {
  let length = 2;
  for (let limit = 100; length < 10 && value >= limit; limit *= 10) length++;
  const end = place + length;
  for (let to = end; to > place; ) {
    const tenth = value / 10;
    to--;
    store<u8>(to, 48 + value - tenth * 10);
    value = tenth;
  }
  return end;
}

/** The eight digits of a number below 1e8 as characters, the first in the lowest byte: four pairs of digits side by side are split at once. */
// @ts-ignore: decorator
@inline
function eightDigits(value: i32): u64 {
  const high = value / 10_000;
  const fours = <u64>high | (<u64>(value - high * 10_000) << 32);
  const hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
  const pairs = hundreds | ((fours - hundreds * 100) << 16);
  const tens = ((pairs * 103) >> 10) & 0xf_000f_000f_000f;
  return zeros + (tens | ((pairs - tens * 10) << 8));
}
