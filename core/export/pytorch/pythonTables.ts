import { elapsedDays } from '../../data/dates';
import { outputNames, outputScaling } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { isUnscaled } from '../../data/scaling';
import type { FittedColumn, FittedScaling } from '../../data/schema';
import { featureColumns, type TrainedModel } from '../model';
import { pyList, pyNumber, pyString } from './python';

/** The tables that say how a row becomes numbers, and numbers an answer. */
export function writePythonTables(model: TrainedModel): string {
  const columns = featureColumns(model);
  const columnOf = (column: FittedColumn) => String(columns.indexOf(column));
  const inputs = Array.from(
    model.inputColumns.values(),
    (each) => `    ${pyList(each.map(columnOf), '    ')},`,
  );
  return `# One entry for each value of a row. A number x is scaled to (g(x) - offset) / scale, where g(x) is sign(x) * log(1 + |x|) with
# "log1p" and x without. A category is given as its place in its list and becomes 1 at that place, 0 elsewhere; with "ordinal", that
# place is scaled like a number. A date is given in days since 1970 (UTC). What is missing (NaN) becomes "fill"; without one, the row
# has no answer. An "indicator" is one more number: 1 where the value was missing.
COLUMNS = [
${columns.map((column) => `    ${pyColumn(column)},`).join('\n')}
]

# The columns of each input of the network, by their place in COLUMNS.
INPUTS = [
${inputs.join('\n')}
]

# What the network predicts: the function still to be applied to its output, and the outputs that are still scaled.
HEADS = [
${model.heads.map(describeHead).join('\n')}
]`;
}

/** A column as a Python dictionary. */
function pyColumn(column: FittedColumn): string {
  const fields = Object.entries(describeColumn(column)).map(([key, value]) => `"${key}": ${pyValue(value)}`);
  return `{${fields.join(', ')}}`;
}

function pyValue(value: unknown): string {
  if (typeof value === 'string') return pyString(value);
  if (typeof value === 'number') return pyNumber(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return pyList((value as unknown[]).map(pyValue), '    ');
}

/** What Python has to know of a column; the names are those that \`encode_column\` reads. */
export function describeColumn(column: FittedColumn): Record<string, unknown> {
  const { name, fill, indicator } = column;
  return {
    name,
    ...ownFields(column),
    // Dates go in by days.
    ...(fill === undefined ? {} : { fill: column.type === 'date' ? elapsedDays(fill) : fill }),
    ...(indicator ? { indicator } : {}),
  };
}

function ownFields(column: FittedColumn): Record<string, unknown> {
  switch (column.type) {
    case 'number':
      return describeScaling(column);
    case 'boolean':
      return { boolean: true };
    case 'category': {
      const { categories, ordinal } = column;
      return { categories, ...(ordinal && { ordinal: true, ...describeScaling(ordinal) }) };
    }
    case 'date':
      return { parts: column.parts, ...describeScaling(column) };
    default:
      throw column satisfies never;
  }
}

function describeScaling({ scaling, offset, scale }: FittedScaling): Record<string, unknown> {
  return { offset, scale, ...(scaling === 'log1p' && { log1p: true }) };
}

function describeHead(head: TrainedModel['heads'][number]): string {
  const scalings: string[] = [];
  let at = 0;
  for (const column of head.columns) {
    const scaling = head.task === 'regression' ? outputScaling(column) : null;
    if (scaling && !isUnscaled(scaling)) {
      const fields = Object.entries(describeScaling(scaling)).map(
        ([key, value]) => `"${key}": ${pyValue(value)}`,
      );
      scalings.push(`${at}: {${fields.join(', ')}}`);
    }
    at += fittedWidth(column);
  }
  return `    {
        "link": ${pyString(head.link)},
        "outputs": ${pyList(outputNames(head.columns).map(pyString), '        ')},
        "scalings": {${scalings.join(', ')}},
    },`;
}
