import { outputNames } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { unscaled } from '../../data/scaling';
import { featureColumns, type TrainedModel } from '../model';
import type { PlainColumn } from '../plainColumn';
import { pyList, pyNumber, pyString } from './python';

/** The tables that say how a row becomes numbers, and numbers an answer. */
export function writePythonTables(model: TrainedModel): string {
  const columns = featureColumns(model);
  const columnOf = (column: PlainColumn) => String(columns.indexOf(column));
  const inputs = Array.from(
    model.inputColumns.values(),
    (each) => `    ${pyList(each.map(columnOf), '    ')},`,
  );
  return `# One entry for each number of a row. A number is scaled to (value - mean) / deviation; a category is given as its place in
# its list and becomes 1 at that place, 0 elsewhere.
COLUMNS = [
${columns.map(describeColumn).join('\n')}
]

# The columns of each input of the network, by their place in COLUMNS.
INPUTS = [
${inputs.join('\n')}
]

# What the network predicts: the function still to be applied to its output, then each number * deviation + mean.
HEADS = [
${model.heads.map(describeHead).join('\n')}
]`;
}

function describeColumn(column: PlainColumn): string {
  const name = `"name": ${pyString(column.name)}`;
  if (column.type === 'number') {
    return `    {${name}, "mean": ${pyNumber(column.offset)}, "deviation": ${pyNumber(column.scale)}},`;
  }
  return `    {${name}, "categories": ${pyList(column.categories.map(pyString), '    ')}},`;
}

function describeHead(head: TrainedModel['heads'][number]): string {
  const scales = head.columns.flatMap((column) =>
    Array.from({ length: fittedWidth(column) }, () =>
      head.task === 'regression' && column.type === 'number' ? column : unscaled,
    ),
  );
  const list = (values: number[]) => pyList(values.map(pyNumber), '        ');
  return `    {
        "link": ${pyString(head.link)},
        "outputs": ${pyList(outputNames(head.columns).map(pyString), '        ')},
        "mean": ${list(scales.map(({ offset }) => offset))},
        "deviation": ${list(scales.map(({ scale }) => scale))},
    },`;
}
