import { fittedWidth } from '../../data/encode';
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
import type { PlainColumn } from '../plainColumn';
import { code } from './code';
import { type AddHelper, ownHelpers } from './helpers';

/** The type of a row, by the real names of the columns. */
export function writeRow(model: TrainedModel): string {
  const fields = featureColumns(model).map((column) => {
    const type = column.type === 'number' ? 'number' : unionType(column.categories.map(quote), '  ');
    return `  ${propertyName(column.name)}: ${type};`;
  });
  const about = 'One row of the data, by the names of its columns, in their own units.';
  return code`«/** ${about} */\nexport interface Row {\n${fields.join('\n')}\n}»`;
}

interface EncoderInput {
  functionName: string;
  /** The array that is filled. */
  array: string;
  nodeName: string;
  columns: readonly PlainColumn[];
  /** Name of the list of a column's categories. */
  categoriesOf(column: PlainColumn): string;
  addHelper: AddHelper;
}

/** The function that turns a row into the numbers of one input node. */
export function writeEncoder({ functionName, array, nodeName, ...input }: EncoderInput): string {
  const lines = eachCell(input.columns, (column, start) => {
    const cell = `${propertyAccess('row', column.name)}, ${quote(column.name)}`;
    if (column.type === 'category') {
      input.addHelper('oneHot', ownHelpers.oneHot);
      input.addHelper('categoryIndex', ownHelpers.categoryIndex);
      return oneHot(`categoryIndex(${cell}, ${input.categoriesOf(column)})`, array, start, column);
    }
    input.addHelper('finite', ownHelpers.finite);
    return `  ${array}[${start}] = ${scaled(`finite(${cell})`, column)};`;
  });
  return code`/** Encodes a row for ${commentName(nodeName)}. */\nfunction ${functionName}(row«: Row»)«: void» {\n${lines}\n}`;
}

/**
 * The same from the numbers of a batch: a category is its place in its list. False where a value is missing. `placeOf` is the
 * place of a column in a row of the batch.
 */
export function writeBatchEncoder(
  { functionName, array, nodeName, columns, addHelper }: Omit<EncoderInput, 'categoriesOf'>,
  placeOf: (column: PlainColumn) => number,
): string {
  const lines = eachCell(columns, (column, start) => {
    const place = placeOf(column);
    const value = code`rows[${place === 0 ? 'from' : `from + ${place}`}]«!»`;
    if (column.type !== 'category') return `  ${array}[${start}] = ${scaled(value, column)};`;
    addHelper('oneHot', ownHelpers.oneHot);
    return oneHot(value, array, start, column);
  });
  return code`/** Encodes the row that starts at \`from\` for ${commentName(nodeName)}. */\nfunction ${functionName}(rows«: Float32Array», from«: number»)«: void» {\n${lines}\n}`;
}

function eachCell(
  columns: readonly PlainColumn[],
  write: (column: PlainColumn, start: number) => string,
): string {
  let start = 0;
  const lines = columns.map((column) => {
    const line = write(column, start);
    start += fittedWidth(column);
    return line;
  });
  return lines.join('\n');
}

function oneHot(index: string, array: string, start: number, column: PlainColumn): string {
  return `  oneHot(${index}, ${array}, ${start}, ${fittedWidth(column)});`;
}

function scaled(value: string, column: PlainColumn & { type: 'number' }): string {
  if (column.offset === 0 && column.scale === 1) return value;
  const { offset, scale } = column;
  const difference =
    offset < 0 || Object.is(offset, -0) ? `(${numberLiteral(offset)})` : numberLiteral(offset);
  return `(${value} - ${difference}) / ${numberLiteral(scale)}`;
}

/** The list of a column's categories, as a constant of the file. */
export function writeCategories(listName: string, column: PlainColumn & { type: 'category' }): string {
  const start = `const ${listName}: readonly string[] = `;
  return code`const ${listName}«: readonly string[]» = ${listLiteral(column.categories.map(quote), '', start.length)};`;
}
