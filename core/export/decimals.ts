/** Numbers as decimal text, as few digits as give them back. */
import { asciiText } from './bytes';
import { decimalKernel } from './decimalKernel';
import { numberLiteral } from './literals';

/** How the numbers of a list stand in a file. */
export interface NumberForm {
  /** A single one, in ASCII and at most 32 characters. */
  text(value: number): string;
  /** How the program for many numbers writes them; null where it does not. */
  inBulk: 'json' | 'c' | null;
}

/** 64-bit floats, in as many digits as give them back. */
export const float64Form: NumberForm = { text: numberLiteral, inBulk: null };

/** 32-bit floats, in at most nine digits, mostly eight: read as a 64-bit number and rounded to 32 bits, they are the same again. */
export const float32Form: NumberForm = { text: float32Text, inBulk: 'json' };

function float32Text(value: number): string {
  const { run, token } = decimalKernel();
  const length = run.writeFloat(value, false);
  return length > 0 ? asciiText(token.subarray(0, length)) : rareFloat32Text(value);
}

/** A 32-bit float so large or small that it has a power of ten. */
function rareFloat32Text(value: number): string {
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** Whether 32 bits hold every one of the numbers. */
export function areFloat32(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Math.fround(values[i]!) !== values[i]) return false;
  return true;
}
