import { defaultMissingWords } from '../../data/cells';
import { hasStandIn } from '../../data/fill';
import { type DataSource, sourceName } from '../../data/source';
import { columnRole } from '../../data/widths';
import type { TrainedModel } from '../model';

/** The file that holds the rows of a generator. */
export const madeUpRows = 'rows.csv';

/** What of the data file stands in `settings.json`, so that `table.py` and `rows.py` read the rows that the project reads. */

/** How the file is to be read; its own place on this machine is nobody's business. */
export function describeSource(source: DataSource): Record<string, unknown> {
  const name = sourceName(source);
  // What is made up goes along as a file.
  if (source.kind === 'generator') return { kind: 'csv', name: madeUpRows, delimiter: ',', header: true };
  if (source.kind !== 'csv') return { kind: source.kind, name };
  const { delimiter, quote, header, encoding } = source;
  return { kind: 'csv', name, delimiter, quote, header, encoding };
}

export function missingWordsOf(source: DataSource): string[] {
  return (source.kind === 'csv' && source.missingWords) || [...defaultMissingWords];
}

/** Every column of the file: its type, and what it is used for. */
export function describeTable(model: TrainedModel): Record<string, unknown>[] {
  const { dataset, project, heads } = model;
  const features = new Set(
    [...model.inputColumns.values()].flatMap((columns) => columns.map(({ name }) => name)),
  );
  const targets = new Set(heads.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return dataset.columns.map((column) => {
    const { name, type } = column;
    const isWeight = columnRole(column, project.graph) === 'weight';
    const isOrder = dataset.split.method === 'order' && dataset.split.column === name;
    const use = [
      ...(features.has(name) ? ['feature'] : []),
      ...(targets.has(name) ? ['target'] : []),
      ...(isWeight ? ['weight'] : []),
      ...(isOrder ? ['order'] : []),
    ];
    const fills = hasStandIn(column) && use.join() === 'feature';
    return { name, type, use, fills, ...(type === 'category' && { categories: column.categories }) };
  });
}

/** The column whose values are classes, where it is all there is to predict. */
export function classColumnName({ heads }: TrainedModel): string | null {
  const targets = [
    ...new Map(heads.flatMap(({ columns }) => columns.map((column) => [column.name, column]))),
  ];
  const only = targets.length === 1 ? targets[0]![1] : null;
  return only?.type === 'category' || only?.type === 'boolean' ? only.name : null;
}
