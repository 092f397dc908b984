import { type PreparedData, type PrepareInput, prepareData } from '../data/prepare';
import { type ColumnSpec, type DatasetSpec, datasetSchema } from '../data/schema';
import { type Table, type TableColumn, textColumn } from '../data/table';
import type { Graph } from '../graph/schema';

/** Builders of small data sets for tests. */

const position = { x: 0, y: 0 };

/** One node for all features, `in`, and one for all targets, `y`. */
export const inputAndTarget: Graph = {
  nodes: [
    { id: 'in', kind: 'input', position, columns: [] },
    { id: 'y', kind: 'target', position, columns: [] },
  ],
  edges: [],
};

/** Texts are read cell by cell, numbers stay numbers. */
export function tableOf(columns: Record<string, readonly string[] | readonly number[] | TableColumn>): Table {
  const made = Object.entries(columns).map(([name, cells]): TableColumn => {
    if (!Array.isArray(cells)) return { ...(cells as TableColumn), name };
    const isText = cells.some((cell) => typeof cell === 'string');
    return isText
      ? textColumn(name, cells as string[])
      : { name, kind: 'number', values: Float64Array.from(cells as number[]) };
  });
  const [first] = made;
  const rowCount = first ? (first.kind === 'text' ? first.codes : first.values).length : 0;
  return { columns: made, rowCount };
}

export function datasetOf(columns: object[], split: object = {}): DatasetSpec {
  return datasetSchema.parse({ source: { kind: 'csv', path: 'data.csv' }, columns, split });
}

export function specOf(column: object): ColumnSpec {
  return datasetOf([column]).columns[0]!;
}

type Input = Pick<PrepareInput, 'table' | 'dataset'> & Partial<PrepareInput>;

export function prepared(input: Input): PreparedData {
  const result = prepareData({ graph: inputAndTarget, seed: 1, ...input });
  if (!result.ok) throw new Error(result.problem.message);
  return result.data;
}

export function problemOf(input: Input) {
  const result = prepareData({ graph: inputAndTarget, seed: 1, ...input });
  if (result.ok) throw new Error('was prepared');
  return result.problem;
}
