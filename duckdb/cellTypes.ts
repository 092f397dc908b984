import { parseDate, parseNumber } from '../core/data/cells';
import type { MissingWords } from './missingWords';

/** What a file's cells can be told to be by their looks; whether texts are categories shows when they are counted. */
export type DetectedType = 'number' | 'integer' | 'boolean' | 'date' | 'text' | 'empty';

export const trueWords = ['true', 't', 'yes', 'y'];
export const falseWords = ['false', 'f', 'no', 'n'];
const booleanWords = new Set([...trueWords, ...falseWords]);

/** At most this share of a column's cells may fail to fit a type that was guessed. */
const misfitsTolerated = 0.01;

/** True where so few cells do not fit that the type is right and the cells are wrong. */
export function isTolerable(misfits: number, present: number): boolean {
  return misfits <= present * misfitsTolerated;
}

/**
 * `code` is text that would be a number, but loses something as one: a zero in front (007), or digits beyond 2^53.
 */
export function cellKind(cell: string, missing: MissingWords): DetectedType | 'code' {
  const text = cell.trim();
  if (text === '' || missing.has(text)) return 'empty';
  const value = parseNumber(text);
  if (value !== null) {
    if (/^[+-]?0\d/.test(text)) return 'code';
    if (!/^[+-]?\d+$/.test(text)) return 'number';
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? 'code' : 'integer';
  }
  if (booleanWords.has(text.toLowerCase())) return 'boolean';
  return parseDate(text) === null ? 'text' : 'date';
}

/** The type that all cells have, but for a few in a hundred. */
export function typeOfCells(cells: Iterable<string>, missing: MissingWords): DetectedType {
  const counts = { number: 0, integer: 0, boolean: 0, date: 0, text: 0, empty: 0, code: 0 };
  let present = 0;
  for (const cell of cells) {
    const kind = cellKind(cell, missing);
    counts[kind] += 1;
    if (kind !== 'empty') present += 1;
  }
  if (present === 0) return 'empty';
  if (counts.code > 0) return 'text';
  const numbers = counts.number + counts.integer;
  if (isTolerable(present - numbers, present)) return counts.number > 0 ? 'number' : 'integer';
  if (isTolerable(present - counts.boolean, present)) return 'boolean';
  return isTolerable(present - counts.date, present) ? 'date' : 'text';
}
