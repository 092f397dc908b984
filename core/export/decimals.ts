/** Numbers as decimal text, written as bytes: tens of millions of them stand in a large model's file. */

/** Writes a number into `bytes` from `at` on and returns the place behind it. At most `mostDigits` bytes are written. */
export type WriteNumber = (bytes: Uint8Array, at: number, value: number) => number;

/** What the longest number may take, a suffix included. */
export const mostDigits = 32;

const powers = Float64Array.from({ length: 14 }, (_, exponent) => Number(`1e${exponent}`));
/** The two digits of every number below a hundred. */
const pairs = Uint8Array.from(
  { length: 200 },
  (_, i) => 48 + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);
const [minus, point, zero] = [45, 46, 48];

/**
 * A 32-bit float in at most nine digits, mostly eight: so few that, read as a 64-bit number and rounded to 32 bits, they give it back. The candidate
 * is divided out and rounded exactly as a reader will.
 */
export const writeFloat32: WriteNumber = (bytes, start, value) => {
  let at = start;
  const size = Math.abs(value);
  // Beyond this a power is easier to read, and rarely met.
  if (!(size >= 1e-5 && size < 1e9)) return writeAscii(bytes, at, shortFloat32(value));
  if (value < 0) bytes[at++] = minus;
  let decimals = decimalsOfEight(size);
  let digits = Math.round(size * powers[decimals]!);
  if (Math.fround(digits / powers[decimals]!) !== size) {
    // Nine digits always do.
    decimals++;
    digits = Math.round(size * powers[decimals]!);
  }
  // Whole numbers of 32 bits are divided many times as fast.
  let rest = digits | 0;
  for (let tenth = (rest / 10) | 0; decimals > 0 && tenth * 10 === rest; tenth = (rest / 10) | 0) {
    rest = tenth;
    decimals--;
  }
  let whole = decimals === 0 ? rest : 0;
  if (decimals > 0 && size >= 1) {
    whole = Math.floor(rest / powers[decimals]!);
    rest -= whole * powers[decimals]!;
  }
  at = writeWhole(bytes, at, whole);
  if (decimals === 0) return at;
  bytes[at++] = point;
  const end = at + decimals;
  let place = end;
  while (place - at >= 2) {
    const hundredth = (rest / 100) | 0;
    const pair = (rest - hundredth * 100) << 1;
    bytes[--place] = pairs[pair + 1]!;
    bytes[--place] = pairs[pair]!;
    rest = hundredth;
  }
  if (place > at) bytes[--place] = zero + rest;
  return end;
};

/** A 64-bit float in as many digits as give it back. */
export const writeFloat64: WriteNumber = (bytes, at, value) =>
  writeAscii(bytes, at, Object.is(value, -0) ? '-0' : String(value));

/** How many decimals make eight digits of a size from 1e-5 to 1e9. */
function decimalsOfEight(size: number): number {
  if (size < 1) return size >= 0.1 ? 8 : size >= 0.01 ? 9 : size >= 0.001 ? 10 : size >= 0.0001 ? 11 : 12;
  let decimals = 7;
  while (decimals > 0 && size >= powers[8 - decimals]!) decimals--;
  return decimals;
}

function shortFloat32(value: number): string {
  if (Object.is(value, -0)) return '-0';
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    bytes[at] = zero + value;
    return at + 1;
  }
  let digits = 2;
  while (value >= powers[digits]!) digits++;
  for (let place = at + digits - 1, rest = value; place >= at; place--) {
    const tenth = (rest / 10) | 0;
    bytes[place] = zero + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}

export function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** Whether 32 bits hold every one of the numbers. */
export function areFloat32(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Math.fround(values[i]!) !== values[i]) return false;
  return true;
}
