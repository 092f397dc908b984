import { elapsedDays, partWidth } from '../../data/dates';
import { fittedWidth } from '../../data/encode';
import { isUnscaled } from '../../data/scaling';
import type { FittedColumn, FittedOf, FittedScaling } from '../../data/schema';
import {
  commentName,
  listLiteral,
  numberLiteral,
  propertyAccess,
  propertyName,
  quote,
  unionType,
} from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import { code } from './code';
import { type AddHelper, ownHelpers } from './helpers';

/** The type of a row, by the real names of the columns. */
export function writeRow(model: TrainedModel): string {
  const fields = featureColumns(model).map((column) => {
    const orNothing = column.fill === undefined ? '' : ' | null | undefined';
    return `  ${propertyName(column.name)}: ${cellType(column)}${orNothing};`;
  });
  const about = 'One row of the data, by the names of its columns, in their own units.';
  return code`«/** ${about} */\nexport interface Row {\n${fields.join('\n')}\n}»`;
}

function cellType(column: FittedColumn): string {
  switch (column.type) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'category':
      return unionType(column.categories.map(quote), '  ');
    case 'date':
      return 'Date | string';
    default:
      throw column satisfies never;
  }
}

interface EncoderInput {
  functionName: string;
  /** The array that is filled. */
  array: string;
  nodeName: string;
  columns: readonly FittedColumn[];
  /** Name of the list of a column's categories. */
  categoriesOf(column: FittedColumn): string;
  takeName(base: string): string;
  addHelper: AddHelper;
}

/** Engines put what a short function calls into it; in a long one they stop somewhere. */
const columnsTogether = 20;

/** The functions that turn a row into the numbers of one input node; the first is the one to call. */
export function writeEncoder({ functionName, array, nodeName, ...input }: EncoderInput): string {
  const { addHelper } = input;
  const lines = eachCell(input.columns, (column, start) => {
    const cell = propertyAccess('row', column.name);
    const value = cellValue(cell, column, input);
    const missing = column.indicator ? isMissing(cell, column, addHelper) : '';
    return encodeValue(value, missing, { column, array, start, addHelper });
  });
  const about = `Encodes a row for ${commentName(nodeName)}`;
  const write = (comment: string, name: string, body: readonly string[]) =>
    code`/** ${comment} */\nfunction ${name}(row«: Row»)«: void» {\n${body.join('\n')}\n}`;
  if (lines.length <= 2 * columnsTogether) return write(`${about}.`, functionName, lines);
  const calls: string[] = [];
  const parts: string[] = [];
  for (let start = 0; start < lines.length; start += columnsTogether) {
    const own = lines.slice(start, start + columnsTogether);
    const name = input.takeName(`${functionName}Part`);
    calls.push(`  ${name}(row);`);
    parts.push(write(`Columns ${start + 1} to ${start + own.length}.`, name, own));
  }
  const why = 'A function for every few columns: engines run many short ones faster than a long one.';
  return [write(`${about}. ${why}`, functionName, calls), ...parts].join('\n\n');
}

/** A cell as the number it is in a batch: itself, the place of a category, 1 or 0, or days since 1970; its stand-in where missing. */
function cellValue(
  cell: string,
  column: FittedColumn,
  { categoriesOf, addHelper }: Pick<EncoderInput, 'categoriesOf' | 'addHelper'>,
): string {
  const call = (helper: keyof typeof ownHelpers, ...more: string[]) =>
    `${addHelper(helper, ownHelpers[helper])}(${[cell, quote(column.name), ...more].join(', ')})`;
  const known = (() => {
    switch (column.type) {
      case 'number':
        return call('finite');
      case 'boolean':
        return call('zeroOrOne');
      case 'category':
        return call('categoryIndex', categoriesOf(column));
      case 'date':
        return call('days');
      default:
        throw column satisfies never;
    }
  })();
  if (column.fill === undefined) return known;
  return `${isMissing(cell, column, addHelper)} ? ${standIn(column)} : ${known}`;
}

/** An empty text may be a category of its own. */
function isMissing(cell: string, column: FittedColumn, addHelper: AddHelper): string {
  if (column.type === 'category' && column.categories.some((category) => category.trim() === ''))
    return `(${cell} === null || ${cell} === undefined)`;
  return `${addHelper('isMissing', ownHelpers.isMissing)}(${cell})`;
}

function standIn(column: FittedColumn): string {
  return numberLiteral(column.type === 'date' ? elapsedDays(column.fill!) : column.fill!);
}

/**
 * The same from the numbers of a batch. False where a value is missing. `placeOf` is the place of a column in a row of the batch.
 */
export function writeBatchEncoder(
  { functionName, array, nodeName, columns, addHelper }: Omit<EncoderInput, 'categoriesOf' | 'takeName'>,
  placeOf: (column: FittedColumn) => number,
): string {
  const lines = eachCell(columns, (column, start) => {
    const place = placeOf(column);
    const cell = code`rows[${place === 0 ? 'from' : `from + ${place}`}]«!»`;
    const missing = `Number.isNaN(${cell})`;
    const value = column.fill === undefined ? cell : `${missing} ? ${standIn(column)} : ${cell}`;
    return encodeValue(value, missing, { column, array, start, addHelper });
  });
  return code`/** Encodes the row that starts at \`from\` for ${commentName(nodeName)}. */\nfunction ${functionName}(rows«: Float32Array», from«: number»)«: void» {\n${lines.join('\n')}\n}`;
}

interface Place {
  column: FittedColumn;
  array: string;
  start: number;
  addHelper: AddHelper;
}

/** Lines that fill the column's places of the array from an expression for its value. */
function encodeValue(value: string, missing: string, { column, array, start, addHelper }: Place): string {
  const set = (offset: number, expression: string) => `  ${array}[${start + offset}] = ${expression};`;
  const lines: string[] = [];
  switch (column.type) {
    case 'number':
      lines.push(set(0, scaled(value, column, addHelper)));
      break;
    case 'boolean':
      lines.push(set(0, value));
      break;
    case 'category': {
      if (column.ordinal) lines.push(set(0, scaled(value, column.ordinal, addHelper)));
      else {
        const oneHot = addHelper('oneHot', ownHelpers.oneHot);
        lines.push(`  ${oneHot}(${value}, ${array}, ${start}, ${column.categories.length});`);
      }
      break;
    }
    case 'date':
      lines.push(...encodeDate(value, column, set, addHelper));
      break;
    default:
      throw column satisfies never;
  }
  if (column.indicator) lines.push(set(fittedWidth(column) - 1, `${missing} ? 1 : 0`));
  return lines.join('\n');
}

function encodeDate(
  value: string,
  column: FittedOf<'date'>,
  set: (offset: number, expression: string) => string,
  addHelper: AddHelper,
): string[] {
  let offset = 0;
  return column.parts.flatMap((part) => {
    const at = offset;
    offset += partWidth(part);
    if (part === 'elapsed') return [set(at, scaled(value, column, addHelper))];
    const turn = `2 * Math.PI * ${addHelper('turn', ownHelpers.turn)}(${value}, ${quote(part)})`;
    return [set(at, `Math.sin(${turn})`), set(at + 1, `Math.cos(${turn})`)];
  });
}

function eachCell(
  columns: readonly FittedColumn[],
  write: (column: FittedColumn, start: number) => string,
): string[] {
  let start = 0;
  return columns.map((column) => {
    const line = write(column, start);
    start += fittedWidth(column);
    return line;
  });
}

function scaled(value: string, scaling: FittedScaling, addHelper: AddHelper): string {
  if (isUnscaled(scaling)) return value;
  const { offset, scale } = scaling;
  const isSimple = !value.includes('?');
  const whole = isSimple ? value : `(${value})`;
  const spread =
    scaling.scaling === 'log1p' ? `${addHelper('spreadLog', ownHelpers.spreadLog)}(${value})` : whole;
  if (offset === 0 && scale === 1) return spread;
  const difference =
    offset < 0 || Object.is(offset, -0) ? `(${numberLiteral(offset)})` : numberLiteral(offset);
  return `(${spread} - ${difference}) / ${numberLiteral(scale)}`;
}

/** The list of a column's categories, as a constant of the file. */
export function writeCategories(listName: string, column: FittedOf<'category'>): string {
  const start = `const ${listName}: readonly string[] = `;
  return code`const ${listName}«: readonly string[]» = ${listLiteral(column.categories.map(quote), '', start.length)};`;
}
