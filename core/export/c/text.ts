import { utf8Bytes } from '../bytes';
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
  /** A function of `math.h` for that type: `expf`, `exp`. */
  math(name: string): string;
}

const withPoint = (text: string) => (/[.e]/.test(text) ? text : `${text}.0`);

export const precisions: Record<'float' | 'double', Precision> = {
  // Nine digits give every 32-bit float back.
  float: {
    type: 'float',
    number: (value) => `${withPoint(String(Number(Math.fround(value).toPrecision(9))))}f`,
    math: (name) => `${name}f`,
  },
  double: { type: 'double', number: (value) => withPoint(String(value)), math: (name) => name },
};

/** Numbers over lines of bearable length. */
export function numberLines(values: ArrayLike<number>, { number }: Precision): string {
  const lines: string[] = [];
  let line = ' ';
  for (let i = 0; i < values.length; i++) {
    const text = ` ${number(values[i]!)},`;
    if (line.length + text.length > 110) {
      lines.push(line);
      line = ' ';
    }
    line += text;
  }
  return [...lines, line].join('\n');
}
