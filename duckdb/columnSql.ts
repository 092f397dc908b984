import type { ColumnType } from '../core/data/schema';
import { falseWords, trueWords } from './cellTypes';
import type { MissingWords } from './missingWords';

/** SQL that turns the text of a cell into what the table holds: DOUBLE for numbers, dates and booleans, else VARCHAR. */

export interface ColumnPlan {
  type: ColumnType;
  /** The user has set the type: then zeros in front and digits beyond 2^53 are numbers too. */
  forced: boolean;
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export const isText = (type: ColumnType): type is 'category' | 'text' =>
  type === 'category' || type === 'text';

// What String.prototype.trim takes away.
const whiteSpace = sqlText(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);

/** Looks for space that few cells have, and few characters of, before it trims: that takes ten times as long. */
export const trimmed = (cell: string) =>
  `case when ${cell} < '!' or ${cell} > '~' or right(${cell}, 1) < '!' or right(${cell}, 1) > '~' then trim(${cell}, ${whiteSpace}) else ${cell} end`;

const isoDate = sqlText(
  '\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?',
);
const largestDouble = Number.MAX_VALUE;
const largestInteger = Number.MAX_SAFE_INTEGER;

const words = (list: readonly string[]) => list.map(sqlText).join(', ');

/**
 * The value of a cell, null where it does not fit, whatever the cell holds. It says the same as `cellKind`. `text` is SQL
 * of type VARCHAR, without space around it, and null where the cell is missing.
 */
export function exactValue(text: string, { type, forced }: ColumnPlan): string {
  const number = `try_cast(${text} as double)`;
  switch (type) {
    case 'number':
    case 'integer': {
      const faults = [`not ${isNumber(text)}`];
      if (!forced) faults.push(losesDigits(text));
      if (forced && type === 'integer') faults.push(`${number} <> trunc(${number})`);
      return `case when ${faults.join(' or ')} then null else ${number} end`;
    }
    case 'boolean': {
      const [yes, no] = forced
        ? [
            [...trueWords, '1'],
            [...falseWords, '0'],
          ]
        : [trueWords, falseWords];
      return `case when ${isAmong(`lower(${text})`, yes)} then 1e0 when ${isAmong(`lower(${text})`, no)} then 0e0 end`;
    }
    case 'date': {
      const time = `try_cast(replace(${text}, '/', '-') as timestamptz)`;
      return `case when regexp_full_match(${text}, ${isoDate}) then floor(epoch_us(${time}) / 1000e0) end`;
    }
    case 'category':
    case 'text':
      return text;
    default:
      throw type satisfies never;
  }
}

/** What `parseNumber` takes for a number: SQL alone would also take digit groups (1_000), infinity and NaN. */
const isNumber = (text: string) =>
  `coalesce(abs(try_cast(${text} as double)) <= ${largestDouble} and not contains(${text}, '_'), false)`;

const hasZeroInFront = (text: string) =>
  ['0', '-0', '+0'].map((zero) => `${text} between '${zero}0' and '${zero}:'`).join(' or ');

/** Of a number: zeros in front, or digits beyond 2^53. */
const losesDigits = (text: string) =>
  `${hasZeroInFront(text)} or (abs(try_cast(${text} as double)) > ${largestInteger} and not contains(${text}, '.') and not contains(lower(${text}), 'e'))`;

/** True where a cell would lose something as a number. `text` has no space around it. */
export function isCode(text: string): string {
  return `(${isNumber(text)} and (${losesDigits(text)}))`;
}

/**
 * The value of a cell, quickly: the same wherever `isSuspicious` is false, but for underscores between digits, which the
 * bytes of the file tell about.
 */
export function quickValue(cell: string, plan: ColumnPlan): string {
  if (!isNative(plan)) return exactValue(`(${trimmed(cell)})`, plan);
  if (plan.forced) return `try_cast(${cell} as double)`;
  // What begins with a control character or a space may hide such a zero.
  return `case when ${hasZeroInFront(cell)} or ${cell} < '!' then null else try_cast(${cell} as double) end`;
}

/** The same, and null where it is suspicious. */
export function certainValue(cell: string, plan: ColumnPlan): string {
  if (!isNative(plan)) return exactValue(`(${trimmed(cell)})`, plan);
  const value = `try_cast(${cell} as double)`;
  const doubts = plan.forced ? '' : `${hasZeroInFront(cell)} or ${cell} < '!' or `;
  return `case when ${doubts}coalesce(abs(${value}) > ${limitOf(plan)}, true) then null else ${value} end`;
}

/** Whether a number of the column is whatever the database takes for one, so that its reader can make it as it cuts the cells. */
export const isNative = ({ type, forced }: ColumnPlan) =>
  type === 'number' || (type === 'integer' && !forced);
/** Numbers beyond it are not what the cells say. */
export const limitOf = ({ forced }: ColumnPlan) => (forced ? largestDouble : largestInteger);

/** True where the quick value may be wrong. `value` is SQL of the result. */
export function isSuspicious(cell: string, value: string, plan: ColumnPlan): string {
  const isLost = `(${value} is null and ${cell} is not null)`;
  return isNative(plan) ? `(${isLost} or coalesce(abs(${value}) > ${limitOf(plan)}, false))` : isLost;
}

/** A cell of text, null where it is one of the words for nothing in any spelling. */
export function textCell(cell: string, missing: MissingWords): string {
  // Bytes of the longest word with some space around it.
  const longest = Math.max(...missing.words.map((word) => 4 * word.length)) + 8;
  return `case when (strlen(${cell}) <= ${longest} or ${cell} < '!') and ${isAmong(`lower(${trimmed(cell)})`, missing.words)} then null else ${cell} end`;
}

/** Not `in`: the database makes a join of a long list, and a join does not keep the order of the rows. */
function isAmong(text: string, list: readonly string[]): string {
  return `list_contains([${words(list)}], ${text})`;
}
