import { internalError } from '../graph/problem';
import type { Graph } from '../graph/schema';
import { fittedWidth } from './encode';
import { encodedParts, isOneHot } from './encodedNames';
import { encodeCell, encodeMatrix } from './encodeMatrix';
import { hasStandIn } from './fill';
import { type Distribution, distributionOf, histogramBins } from './histogram';
import { fitToTraining, selectRows } from './prepare';
import { readColumn } from './readColumn';
import type { ColumnSpec, DatasetSpec, FittedColumn } from './schema';
import { cellText, type Table, type TableColumn } from './table';
import { columnRole, columnsOfNode } from './widths';

/** A column before and after its preparation. */
export interface ColumnPreview {
  column: string;
  /** As measured on the training rows. */
  fitted: FittedColumn;
  /** Of the values as they are read: numbers, milliseconds, or places in the list of categories. */
  before: Distribution;
  /** Of every number that a cell becomes; `name` is null where the column's name says it all. */
  after: { name: string | null; distribution: Distribution }[];
  /** Rows of the table whose cell is missing, and rows whose cell cannot be read. */
  missing: number;
  unreadable: number;
  /** Rows that this column makes unusable. */
  dropped: number;
  /**
   * Some cells as text with the numbers they become, a missing one among them where there is one; no numbers where the cell
   * makes its row unusable.
   */
  examples: { cell: string; encoded: number[] }[];
}

const examplesShown = 5;
/** With more categories than this, their places are counted in bins like numbers. */
const placesCounted = 100;

/**
 * What a column becomes. The rows it is measured on are those of training as far as the table has the columns that decide about
 * them; where it has no others, every row that this column leaves usable counts, dealt out by the same seed.
 */
export function previewColumn(
  table: Table,
  graph: Graph,
  dataset: DatasetSpec,
  seed: number,
  columnName: string,
): ColumnPreview {
  const spec = specInUse(graph, dataset, columnName);
  const cells = table.columns.find(({ name }) => name === columnName);
  if (!spec || !cells) throw internalError(`there is no column "${columnName}" to preview`);
  const values = readColumn(cells, spec);
  const least = columnRole(spec, graph) === 'weight' ? 0 : -Number.MAX_VALUE;
  const usable = usableCells(values, hasStandIn(spec), least);
  const { missing, unreadable } = countFaults(values);
  const fitted = fitOnTraining({ table, graph, dataset, seed }, spec, values, usable);
  const before = distributionOfCells(values, spec);
  const after = spec.type === 'text' ? [] : encodedDistributions(fitted, values, usable);
  const examples = examplesOf(cells, values, spec, fitted);
  const dropped = values.length - usable.length;
  return { column: columnName, fitted, before, after, missing, unreadable, dropped, examples };
}

/** As the nodes read it, or else as it stands in the data set. */
function specInUse(graph: Graph, dataset: DatasetSpec, name: string): ColumnSpec | undefined {
  for (const node of graph.nodes) {
    if (node.kind !== 'input' && node.kind !== 'target') continue;
    const found = columnsOfNode(node, graph, dataset)?.find((column) => column.name === name);
    if (found) return found;
  }
  return dataset.columns.find((column) => column.name === name);
}

function usableCells(values: Float64Array, fills: boolean, least: number): Uint32Array {
  const rows = new Uint32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if ((value >= least && value <= Number.MAX_VALUE) || (fills && Number.isNaN(value))) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

function countFaults(values: Float64Array): { missing: number; unreadable: number } {
  let missing = 0;
  let unreadable = 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) missing += 1;
    else if (!Number.isFinite(values[row]!)) unreadable += 1;
  }
  return { missing, unreadable };
}

interface Context {
  table: Table;
  graph: Graph;
  dataset: DatasetSpec;
  seed: number;
}

function fitOnTraining(
  { table, graph, dataset, seed }: Context,
  spec: ColumnSpec,
  values: Float64Array,
  usable: Uint32Array,
): FittedColumn {
  // Text becomes no number, as if it were a category without any.
  if (spec.type === 'text') return { name: spec.name, type: 'category', categories: [] };
  const there = new Set(table.columns.map(({ name }) => name));
  const columns = dataset.columns.filter(({ name }) => there.has(name));
  const nodes = graph.nodes.map((node) => {
    if (!Array.isArray(node.columns)) return node;
    return { ...node, columns: (node.columns as string[]).filter((name) => there.has(name)) };
  });
  const { column: splitColumn, ...split } = dataset.split;
  const known =
    splitColumn === undefined || there.has(splitColumn) ? dataset.split : { ...split, method: undefined };
  const selected = selectRows({
    table,
    graph: { ...graph, nodes },
    dataset: { ...dataset, columns, split: known },
    seed,
  });
  if (!selected.ok || selected.rows.parts.train.length === 0) {
    return fitToTraining(
      { spec, values },
      usable,
      usable.map((_, index) => index),
    );
  }
  // Rows that other columns leave usable, but this one, which no node may read yet, does not.
  const isUsable = new Uint8Array(values.length);
  for (const row of usable) isUsable[row] = 1;
  const { tableRows, parts } = selected.rows;
  return fitToTraining(
    { spec, values },
    tableRows,
    parts.train.filter((row) => isUsable[tableRows[row]!] === 1),
  );
}

function distributionOfCells(values: Float64Array, spec: ColumnSpec): Distribution {
  const places = spec.type === 'category' ? spec.categories.length : spec.type === 'boolean' ? 2 : 0;
  if (places < 2 || places > placesCounted) return distributionOf(values);
  const counts = new Array<number>(places).fill(0);
  for (const value of values) if (Number.isFinite(value)) counts[value]! += 1;
  return { min: 0, max: places - 1, counts };
}

function encodedDistributions(
  fitted: FittedColumn,
  values: Float64Array,
  usable: Uint32Array,
): ColumnPreview['after'] {
  const names = encodedParts(fitted);
  const distributions = isOneHot(fitted) ? oneHotDistributions(fitted, values, usable) : [];
  if (distributions.length === 0) {
    const { values: encoded, rows, columns } = encodeMatrix([{ fitted, values }], usable);
    for (let place = 0; place < columns; place++) {
      const numbers = new Float64Array(rows);
      for (let row = 0; row < rows; row++) numbers[row] = encoded[row * columns + place]!;
      distributions.push(distributionOf(numbers));
    }
  }
  return names.map((name, place) => ({ name, distribution: distributions[place]! }));
}

/** Without laying out all the zeros. */
function oneHotDistributions(
  fitted: FittedColumn,
  values: Float64Array,
  usable: Uint32Array,
): Distribution[] {
  const ones = new Uint32Array(fittedWidth(fitted));
  for (const row of usable) {
    const value = values[row]!;
    if (!Number.isNaN(value)) ones[value]! += 1;
    else if (fitted.fill !== undefined) ones[fitted.fill]! += 1;
    if (fitted.indicator && Number.isNaN(value)) ones[ones.length - 1]! += 1;
  }
  return Array.from(ones, (count) => {
    const zeros = usable.length - count;
    const counts = new Array<number>(histogramBins).fill(0);
    if (zeros === 0 || count === 0) {
      counts[0] = usable.length;
      const only = usable.length === 0 ? Number.NaN : zeros === 0 ? 1 : 0;
      return { min: only, max: only, counts };
    }
    counts[0] = zeros;
    counts[histogramBins - 1] = count;
    return { min: 0, max: 1, counts };
  });
}

/** The first different cells, then the first that is missing and the first that cannot be read. */
function examplesOf(
  cells: TableColumn,
  values: Float64Array,
  spec: ColumnSpec,
  fitted: FittedColumn,
): ColumnPreview['examples'] {
  const rows = new Map<number, number>();
  for (let row = 0; row < values.length && rows.size < examplesShown; row++) {
    const value = values[row]!;
    if (Number.isFinite(value) && !rows.has(value)) rows.set(value, row);
  }
  const firstMissing = values.findIndex(Number.isNaN);
  const firstUnreadable = values.findIndex((value) => !Number.isFinite(value) && !Number.isNaN(value));
  const shown = [...rows.values(), firstMissing, firstUnreadable].filter((row) => row >= 0);
  return shown.map((row) => {
    const value = values[row]!;
    const isUsable = Number.isFinite(value) || (Number.isNaN(value) && hasStandIn(spec));
    return { cell: cellText(cells, row), encoded: isUsable ? encodeCell(fitted, value) : [] };
  });
}
