import type { FittedColumn } from '../data/schema';
import {
  commentName,
  listLiteral,
  numberLiteral,
  propertyAccess,
  propertyName,
  quote,
  unionType,
} from './literals';
import type { TrainedModel } from './model';
import { type AddHelper, ownHelpers } from './typescriptHelpers';

/** The columns that the inputs read, each once, in the data set's order. */
export function featureColumns(model: TrainedModel): FittedColumn[] {
  const read = new Set([...model.inputColumns.values()].flat());
  return model.encoders.filter((column) => read.has(column));
}

/** The type of a row, by the real names of the columns. */
export function writeRow(model: TrainedModel): string {
  const fields = featureColumns(model).map((column) => {
    const type = column.type === 'number' ? 'number' : unionType(column.categories.map(quote), '  ');
    return `  ${propertyName(column.name)}: ${type};`;
  });
  const about = 'One row of the data, by the names of its columns, in their own units.';
  return `/** ${about} */\nexport interface Row {\n${fields.join('\n')}\n}`;
}

/** The function that turns a row into the numbers of one input node. */
export function writeEncoder(
  functionName: string,
  nodeName: string,
  columns: readonly FittedColumn[],
  addHelper: AddHelper,
): string {
  const cells = columns.map((column) => `    ${encodeCell(column, addHelper)},\n`).join('');
  return `/** Encodes a row for ${commentName(nodeName)}. */\nfunction ${functionName}(row: Row): number[] {\n  return [\n${cells}  ];\n}`;
}

function encodeCell(column: FittedColumn, addHelper: AddHelper): string {
  const cell = `${propertyAccess('row', column.name)}, ${quote(column.name)}`;
  if (column.type === 'category') {
    addHelper('oneHot', ownHelpers.oneHot);
    return `...oneHot(${cell}, ${listLiteral(column.categories.map(quote), '    ', 20 + cell.length)})`;
  }
  addHelper('finite', ownHelpers.finite);
  if (column.mean === 0 && column.deviation === 1) return `finite(${cell})`;
  addHelper('scaled', ownHelpers.scaled);
  return `scaled(${cell}, ${numberLiteral(column.mean)}, ${numberLiteral(column.deviation)})`;
}
