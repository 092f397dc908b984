import { readFileSync } from 'node:fs';
import { compile } from '../compile/compile';
import { prepareData } from '../data/prepare';
import { sourcePath } from '../data/source';
import { cellTexts, type Table, textColumn } from '../data/table';
import { dataWidths } from '../data/widths';
import type { Project } from '../graph/schema';
import { createReferenceBackend } from '../kernels/reference/backend';
import { layParameters, storedElements } from '../train/parameters';
import { openRun, type Run } from '../train/run';
import type { PackedParameters } from '../train/schema';
import type { TrainingSettings } from '../train/settings';
import { readCsv } from './readCsv';
import { projectFrom } from './trained';

/** A sample project with the rows of its file. */
export interface Sample {
  project: Project;
  table: Table;
}

const folder = new URL('../../resources/samples/', import.meta.url);

export function readSample(id: string): Sample {
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
  const project = projectFrom(JSON.parse(read(`${id}.nloom`)));
  return { project, table: readCsv(read(sourcePath(project.dataset!.source)!)) };
}

/** A table in place of the sample's own, row by row, with the same columns. */
export function withRows(
  { project, table }: Sample,
  rows: readonly (readonly (number | string)[])[],
): Sample {
  const columns = table.columns.map(({ name }, index) =>
    textColumn(
      name,
      rows.map((row) => String(row[index])),
    ),
  );
  return { project, table: { columns, rowCount: rows.length } };
}

/** Opens a sample as the app does, from its own parameters where it has any, on the reference backend. */
export function openSample({ project, table }: Sample, changes: Partial<TrainingSettings> = {}): Run {
  const { graph, dataset, parameters = null } = project;
  const training = { ...project.training, backend: 'reference' as const, ...changes };
  const opened = openRun({ graph, dataset: dataset!, training, table, parameters });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.run;
}

/** Trains until this many updates are made in all; returns the loss of the last one before it was made. */
export function trainTo({ trainer }: Run, steps: number): number {
  let last = Number.NaN;
  while (trainer.step < steps) {
    const { losses, problem } = trainer.advance(steps - trainer.step);
    if (problem) throw new Error(problem.message);
    last = losses.at(-1)!;
  }
  return last;
}

/** In float64, what a node gives for every row of the table: those without a target too. */
export function outputsOf(
  { project, table }: Sample,
  nodeId: string,
  parameters: PackedParameters = project.parameters!,
): number[][] {
  const { graph, training } = project;
  const dataset = project.dataset!;
  const { plan, problems } = compile(graph, dataWidths(graph, dataset), training);
  if (!plan) throw new Error(problems[0]!.message);
  const prepared = prepareData({ table, graph, dataset, seed: training.seed, targets: 'optional' });
  if (!prepared.ok) throw new Error(prepared.problem.message);
  const { matrices, tableRows } = prepared.data;
  const backend = createReferenceBackend(plan, { data: matrices, batchSize: 1, seed: 0, accuracy: null });
  const values = new Float64Array(storedElements(plan));
  const misfits = layParameters(plan, parameters, values);
  if (misfits.length > 0) throw new Error(misfits[0]);
  backend.writeParameters(values);
  const { buffer, features } = plan.outputs.find((output) => output.nodeId === nodeId)!;
  const rows = Uint32Array.from(tableRows, (_, index) => index);
  const computed = backend.compute(rows, buffer);
  return Array.from(rows, (row) => Array.from(computed.subarray(row * features, (row + 1) * features)));
}

/** How many rows the node gives its largest value at the class that stands in the column. */
export function classesRight(
  sample: Sample,
  nodeId: string,
  columnName: string,
  parameters: PackedParameters,
): number {
  const spec = sample.project.dataset!.columns.find(({ name }) => name === columnName)!;
  const { categories } = spec as Extract<typeof spec, { type: 'category' }>;
  const values = cellTexts(sample.table.columns.find(({ name }) => name === columnName)!);
  return outputsOf(sample, nodeId, parameters).filter(
    (output, row) => categories[largestAt(output)] === values[row],
  ).length;
}

/** A column of the table as numbers. */
export function numbersOf({ table }: Sample, name: string): number[] {
  return cellTexts(table.columns.find((column) => column.name === name)!).map(Number);
}

/** Place of the largest value; the first of equals. */
export function largestAt(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Mean of |a − b|. */
export function meanAbsoluteError(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}
