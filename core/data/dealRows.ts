import type { Problem } from '../graph/problem';
import { drawRows } from './draw';
import type { DatasetSpec } from './schema';
import { gatherParts, rowParts, type SplitRows, splitByOrder, splitRows } from './split';
import { partsByValue } from './splitColumn';
import type { ReadColumn, UsableRows } from './usableRows';
import type { SplitColumn } from './usedColumns';

export interface DealtRows {
  /** Indices into the rows in use, ascending. */
  parts: SplitRows;
  /** The training rows of one epoch; null where each of them comes up once. */
  drawn: Uint32Array | null;
}

interface DealInput {
  columns: readonly ReadColumn[];
  rows: UsableRows;
  /** Where each row of the table stands in the order of the split, for a split by order of a column. */
  order: Float64Array | null;
  /** The column that the split goes by; null where the file has none. */
  splitColumn: SplitColumn | null;
  dataset: DatasetSpec;
  seed: number;
  /** Whether there is to be an epoch to draw rows for. */
  isTraining: boolean;
}

/**
 * Only complete rows are split, so that predicting finds the same parts as training did; rows whose target is unknown
 * were never trained on and count as test rows.
 */
export function dealRows(input: DealInput): { ok: true; dealt: DealtRows } | { ok: false; problem: Problem } {
  const { columns, rows, dataset, seed, isTraining } = input;
  const classes = classNumbers(columns, rows.tableRows);
  const parts = withIncomplete(splitComplete(input, classes), rows);
  const weights = weightsOf(columns, rows.tableRows);
  const isOversampled = dataset.split.oversample === true && classes !== null;
  if (!isTraining || (!weights && !isOversampled) || parts.train.length === 0)
    return { ok: true, dealt: { parts, drawn: null } };
  const drawn = drawRows(parts.train, { weights, classes: isOversampled ? classes : null, seed });
  return drawn ? { ok: true, dealt: { parts, drawn } } : { ok: false, problem: noWeight(columns, parts) };
}

/** The parts of the complete rows, as indices into these. */
function splitComplete(
  { rows, order, splitColumn, dataset, seed }: DealInput,
  classes: Uint32Array | null,
): SplitRows {
  const { tableRows, complete } = rows;
  const { split } = dataset;
  const { length } = complete;
  const nobody = new Uint32Array();
  if (split.method === 'column') {
    if (!splitColumn) return gatherParts(new Uint8Array(length).fill(rowParts.indexOf('test')));
    const partOf = partsByValue(splitColumn, split.parts ?? {}, rowParts);
    return gatherParts(Uint8Array.from(complete, (row) => partOf[tableRows[row]!]!));
  }
  if (split.validation + split.test >= 1) return { train: nobody, validation: countTo(length), test: nobody };
  if (split.method === 'order') {
    if (split.column !== undefined && !order)
      return gatherParts(new Uint8Array(length).fill(rowParts.indexOf('test')));
    const keys = Float64Array.from(complete, (row) => (order ? order[tableRows[row]!]! : row));
    return splitByOrder(keys, split);
  }
  const stratified = split.stratify ? classes : null;
  return splitRows(length, split, seed, stratified && complete.map((row) => stratified[row]!));
}

function withIncomplete(ofComplete: SplitRows, { tableRows, complete }: UsableRows): SplitRows {
  if (complete.length === tableRows.length) return ofComplete;
  const partOf = new Uint8Array(tableRows.length).fill(rowParts.indexOf('test'));
  rowParts.forEach((part, index) => {
    for (const place of ofComplete[part]) partOf[complete[place]!] = index;
  });
  return gatherParts(partOf);
}

/** The column whose values are classes, where it is the only thing to predict. */
export function classColumn(columns: readonly ReadColumn[]): ReadColumn | null {
  const predicted = columns.filter(({ isTarget }) => isTarget);
  const only = predicted.length === 1 ? predicted[0]! : null;
  return only?.spec.type === 'category' || only?.spec.type === 'boolean' ? only : null;
}

/** The class of every row in use, where there are classes; 0 where it is unknown. */
export function classNumbers(columns: readonly ReadColumn[], tableRows: Uint32Array): Uint32Array | null {
  const column = classColumn(columns);
  if (!column) return null;
  const classes = new Uint32Array(tableRows.length);
  for (let row = 0; row < classes.length; row++) classes[row] = column.values[tableRows[row]!]!;
  return classes;
}

/** The product of all weights of every row in use; null without any column of weights. */
function weightsOf(columns: readonly ReadColumn[], tableRows: Uint32Array): Float64Array | null {
  const weighing = columns.filter(({ isWeight }) => isWeight);
  if (weighing.length === 0) return null;
  const weights = new Float64Array(tableRows.length).fill(1);
  for (const { values } of weighing)
    for (let row = 0; row < weights.length; row++) weights[row]! *= values[tableRows[row]!]!;
  return weights;
}

function countTo(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, row) => row);
}

function noWeight(columns: readonly ReadColumn[], { train }: SplitRows): Problem {
  const names = columns.flatMap(({ isWeight, spec }) => (isWeight ? [`"${spec.name}"`] : []));
  return {
    code: 'data.weight',
    message: `The weight in column ${names.join(' and ')} is 0 in all ${train.length.toLocaleString('en-US')} training rows, so none of them would come up.`,
    hint: 'Give the column another role, or rows a weight above 0.',
  };
}
