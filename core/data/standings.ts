import type { Graph } from '../graph/schema';
import { classColumn, classNumbers, type DealtRows, dealRows } from './dealRows';
import { categoryLabels } from './encodedNames';
import { constantProblem } from './prepare';
import { type PrepareStoredInput, selectStored } from './prepareStored';
import type { RowStanding, RowUse } from './query';
import type { RowPart } from './rowPart';
import type { DatasetSpec } from './schema';
import { rowParts } from './split';
import type { Table } from './table';
import { newFaults, noRowsLeft, type ReadColumn, type RowFaults, usableRows } from './usableRows';
import { findUsedColumns } from './usedColumns';

/** How the rows in use are dealt out. */
export interface SplitPreview {
  rows: Record<RowUse, number>;
  /** Per class of the only category target, with labels; empty for other targets. `drawn` is how often it comes up in an epoch. */
  classes: { label: string; rows: Record<RowPart, number>; drawn: number }[];
}

/** What becomes of every row of a table when it is trained on, dealt as training deals it. */
export class Standings {
  constructor(
    readonly split: SplitPreview,
    /** By row of the table: the index of its part, and from `rowParts.length` on what is wrong with it. */
    private readonly codes: RowFaults,
    private readonly reason: (fault: number) => string,
  ) {}

  findUse(row: number): RowUse {
    return rowParts[this.codes[row]!] ?? 'dropped';
  }

  standingOf(row: number): RowStanding {
    const use = this.findUse(row);
    return use === 'dropped' ? { use, reason: this.reason(this.codes[row]! - rowParts.length + 1) } : { use };
  }
}

/** Of a table in memory. Where it cannot be trained on, every row is left out, for what is wrong with it or with all of them. */
export function standingsOf(table: Table, graph: Graph, dataset: DatasetSpec, seed: number): Standings {
  const { rowCount } = table;
  const used = findUsedColumns(table, graph, dataset, 'required');
  if (!used.ok) return allDropped(rowCount, used.problem.message);
  const meaningless = constantProblem(used.columns);
  if (meaningless) return allDropped(rowCount, meaningless.message);
  const isOrdered = dataset.split.method === 'order';
  const { read, order, rows, worst, faults, faultText } = usableRows(used, isOrdered, rowCount, 'required');
  const { tableRows, droppedBy } = rows;
  if (tableRows.length === 0) {
    const { message } = noRowsLeft(worst, rowCount, droppedBy);
    return rowCount === 0 ? allDropped(0, message) : standings(faults, faultText, [], tableRows, null);
  }
  const splitColumn = used.split;
  const dealt = dealRows({ columns: read, rows, order, splitColumn, dataset, seed, isTraining: true });
  if (!dealt.ok) return allDropped(rowCount, dealt.problem.message);
  return standings(faults, faultText, read, tableRows, dealt.dealt);
}

/** The same for a table that may be larger than memory. */
export async function storedStandings(input: PrepareStoredInput): Promise<Standings> {
  const { rowCount } = input.table;
  const faults = newFaults(input.dataset.columns.length, rowCount);
  let textOf: (fault: number) => string = () => '';
  const selected = await selectStored(input, (first, ofBlock, faultText) => {
    faults.set(ofBlock, first);
    textOf = faultText;
  });
  if (!selected.ok) {
    const { code, message } = selected.problem;
    const isEmpty = code === 'data.noRows' && rowCount > 0;
    return isEmpty ? standings(faults, textOf, [], new Uint32Array(), null) : allDropped(rowCount, message);
  }
  return standings(faults, textOf, selected.columns, selected.rows.tableRows, selected.dealt);
}

function allDropped(rowCount: number, why: string): Standings {
  const codes = new Uint16Array(rowCount).fill(rowParts.length);
  const rows = { train: 0, validation: 0, test: 0, dropped: rowCount };
  return new Standings({ rows, classes: [] }, codes, () => why);
}

/** Takes the array of the faults over. */
function standings(
  faults: RowFaults,
  faultText: (fault: number) => string,
  columns: readonly ReadColumn[],
  tableRows: Uint32Array,
  dealt: DealtRows | null,
): Standings {
  for (let row = 0; row < faults.length; row++) if (faults[row] !== 0) faults[row]! += rowParts.length - 1;
  rowParts.forEach((part, index) => {
    for (const row of dealt?.parts[part] ?? []) faults[tableRows[row]!] = index;
  });
  const split = splitPreview(columns, tableRows, dealt, faults.length);
  return new Standings(split, faults, faultText);
}

function splitPreview(
  columns: readonly ReadColumn[],
  tableRows: Uint32Array,
  dealt: DealtRows | null,
  rowCount: number,
): SplitPreview {
  const of = (part: RowPart) => dealt?.parts[part] ?? new Uint32Array();
  const [train, validation, test] = [of('train'), of('validation'), of('test')];
  const rows = {
    train: train.length,
    validation: validation.length,
    test: test.length,
    dropped: rowCount - tableRows.length,
  };
  const classes = classNumbers(columns, tableRows);
  const spec = classColumn(columns)?.spec;
  if (!classes || !spec) return { rows, classes: [] };
  const labels = spec.type === 'category' ? categoryLabels(spec) : ['false', 'true'];
  const count = (among: Uint32Array) => {
    const counts = new Uint32Array(labels.length);
    for (const row of among) counts[classes[row]!]! += 1;
    return counts;
  };
  const [inTrain, inValidation, inTest] = [count(train), count(validation), count(test)];
  const inEpoch = count(dealt?.drawn ?? train);
  return {
    rows,
    classes: labels.map((label, index) => ({
      label,
      rows: { train: inTrain[index]!, validation: inValidation[index]!, test: inTest[index]! },
      drawn: inEpoch[index]!,
    })),
  };
}
