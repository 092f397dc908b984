import { z } from 'zod';

/**
 * Numbers as JSON has them, or as a block of memory, which can hold nothing else: ten million of them are not gone through one by one,
 * as a schema of arrays would.
 */
export const numbersSchema = z.custom<ArrayLike<number>>(areNumbers, 'expected a list of numbers');

/** A row of numbers, or rows of them. */
export function areNumberRows(value: unknown): boolean {
  return areNumbers(value) || (Array.isArray(value) && value.every(areNumbers));
}

function areNumbers(value: unknown): boolean {
  if (isNumberBlock(value)) return true;
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!Number.isFinite(value[i])) return false;
  return true;
}

export type NumberBlock = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export function isNumberBlock(value: unknown): value is NumberBlock {
  return value instanceof Float32Array || value instanceof Float64Array;
}

/** As JSON has them. */
export function plainNumbers(numbers: ArrayLike<number>): number[] {
  return Array.isArray(numbers) ? (numbers as number[]) : Array.from(numbers);
}
