import { utf8Bytes } from '../bytes';
import { float32Form, type NumberForm } from '../decimals';
import { commentText, numberLiteral } from '../literals';

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
  /** How numbers of that type are written. */
  form: NumberForm;
  /** A function of `math.h` for that type: `expf`, `exp`. */
  math(name: string): string;
}

export const precisions: Record<'float' | 'double', Precision> = {
  float: {
    type: 'float',
    form: { text: (value) => `${withPoint(float32Form.text(Math.fround(value)))}f`, inBulk: 'c' },
    math: (name) => `${name}f`,
  },
  double: {
    type: 'double',
    form: { text: (value) => withPoint(numberLiteral(value)), inBulk: null },
    math: (name) => name,
  },
};

/** Whole numbers get a point, without which C takes them for integers. */
function withPoint(text: string): string {
  return /[.e]/.test(text) ? text : `${text}.0`;
}
