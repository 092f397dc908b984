import { asciiText, utf8Bytes } from '../bytes';
import { mostDigits, type WriteNumber, writeAscii, writeFloat32, writeFloat64 } from '../decimals';
import { commentText } from '../literals';

/** Text for inside a C comment: nothing ends it, opens another in it, or is a trigraph. */
export function cComment(text: string): string {
  return commentText(text)
    .replaceAll('/*', '/ *')
    .replace(/\?(?=\?)/g, '? ');
}

/** A string literal of the text's UTF-8 bytes. Octal escapes end by themselves, and no trigraph can arise. */
export function cString(text: string): string {
  const escaped = Array.from(utf8Bytes(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9 _.,:;<>=+*/()[\]{}|!#$&@^~'%-]/.test(character)
      ? character
      : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

export interface Precision {
  type: 'float' | 'double';
  /** A number of that type. */
  number(value: number): string;
  /** The same as bytes. */
  write: WriteNumber;
  /** A function of `math.h` for that type: `expf`, `exp`. */
  math(name: string): string;
}

export const precisions: Record<'float' | 'double', Precision> = {
  float: {
    type: 'float',
    number: (value) => textOf(writeFloat, Math.fround(value)),
    write: (bytes, at, value) => writeFloat(bytes, at, Math.fround(value)),
    math: (name) => `${name}f`,
  },
  double: {
    type: 'double',
    number: (value) => textOf(writeDouble, value),
    write: writeDouble,
    math: (name) => name,
  },
};

const letterF = 'f'.charCodeAt(0);

function writeFloat(bytes: Uint8Array, start: number, value: number): number {
  const at = withPoint(bytes, start, writeFloat32(bytes, start, value));
  bytes[at] = letterF;
  return at + 1;
}

function writeDouble(bytes: Uint8Array, start: number, value: number): number {
  return withPoint(bytes, start, writeFloat64(bytes, start, value));
}

/** Whole numbers get a point, without which C takes them for integers. */
function withPoint(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === 46 || bytes[at] === 101) return end;
  return writeAscii(bytes, end, '.0');
}

const room = new Uint8Array(mostDigits);

function textOf(write: WriteNumber, value: number): string {
  return asciiText(room.subarray(0, write(room, 0, value)));
}
