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

/** A finite number as an SQL literal of type DOUBLE, to the last bit. */
export function sqlDouble(value: number): string {
  const text = String(value);
  return text.includes('e') ? text : `${text}e0`;
}

export const isText = (type: ColumnType): type is 'category' | 'text' =>
  type === 'category' || type === 'text';

// What String.prototype.trim takes away.
const whiteSpace = sqlText(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);
export const trimmed = (cell: string) => `trim(${cell}, ${whiteSpace})`;

const decimal = sqlText('[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?');
const zeroInFront = sqlText('[+-]?0\\d.*');
const digits = sqlText('[+-]?\\d+');
const isoDate = sqlText(
  '\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?',
);
const largestDouble = '1.7976931348623157e308';
const largestInteger = String(Number.MAX_SAFE_INTEGER);

const words = (list: readonly string[]) => list.map(sqlText).join(', ');

/**
 * The value of a cell, null where it does not fit, whatever the cell holds. It says the same as `cellKind`. `cell` is SQL
 * of type VARCHAR and null where the cell is missing.
 */
export function exactValue(cell: string, { type, forced }: ColumnPlan): string {
  const text = trimmed(cell);
  switch (type) {
    case 'number':
    case 'integer': {
      const value = `try_cast(${text} as double)`;
      const conditions = [`regexp_full_match(${text}, ${decimal})`, `abs(${value}) <= ${largestDouble}`];
      if (!forced) conditions.push(`not ${isCode(cell)}`);
      if (forced && type === 'integer') conditions.push(`${value} = trunc(${value})`);
      return `case when ${conditions.join(' and ')} then ${value} end`;
    }
    case 'boolean': {
      const [yes, no] = forced
        ? [
            [...trueWords, '1'],
            [...falseWords, '0'],
          ]
        : [trueWords, falseWords];
      return `case when lower(${text}) in (${words(yes)}) then 1e0 when lower(${text}) in (${words(no)}) then 0e0 end`;
    }
    case 'date': {
      const time = `try_cast(replace(${text}, '/', '-') as timestamptz)`;
      return `case when regexp_full_match(${text}, ${isoDate}) then floor(epoch_us(${time}) / 1000e0) end`;
    }
    case 'category':
    case 'text':
      return cell;
    default:
      throw type satisfies never;
  }
}

/** True where a cell would lose something as a number. */
export function isCode(cell: string): string {
  const text = trimmed(cell);
  const isLarge = `(regexp_full_match(${text}, ${digits}) and abs(try_cast(${text} as double)) > ${largestInteger})`;
  return `coalesce((regexp_full_match(${text}, ${decimal}) and (regexp_full_match(${text}, ${zeroInFront}) or ${isLarge})), false)`;
}

/**
 * The value of a cell, quickly: the same wherever `isSuspicious` is false, but for underscores between digits, which the
 * bytes of the file tell about.
 */
export function quickValue(cell: string, plan: ColumnPlan): string {
  const isNumber = plan.type === 'number' || (plan.type === 'integer' && !plan.forced);
  if (!isNumber) return exactValue(cell, plan);
  if (plan.forced) return `try_cast(${cell} as double)`;
  const zeros = ['0', '-0', '+0']
    .map((zero) => `(${cell} >= '${zero}0' and ${cell} < '${zero}:')`)
    .join(' or ');
  // What begins with a control character or a space may hide such a zero.
  return `case when ${zeros} or ${cell} < '!' then null else try_cast(${cell} as double) end`;
}

/** True where the quick value may be wrong. `value` is SQL of the result. */
export function isSuspicious(cell: string, value: string, { type, forced }: ColumnPlan): string {
  const isNumber = type === 'number' || type === 'integer';
  const isLost = `(${value} is null and ${cell} is not null)`;
  if (!isNumber) return isLost;
  return `(${isLost} or coalesce(abs(${value}) > ${forced ? largestDouble : largestInteger}, false))`;
}

/** A cell of text, null where it is one of the words for nothing in any spelling. */
export function textCell(cell: string, missing: MissingWords): string {
  return `case when lower(${trimmed(cell)}) in (${words(missing.words)}) then null else ${cell} end`;
}
