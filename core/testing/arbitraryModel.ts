import fc from 'fast-check';
import { compile } from '../compile/compile';
import { Draws, Pcg32 } from '../data/random';
import type { FittedColumn } from '../data/schema';
import { dataWidths } from '../data/widths';
import { featureColumns, type TrainedModel, trainedModel } from '../export/model';
import { engineOutputs, sampleRows } from '../export/sampleRows';
import type { Project } from '../graph/schema';
import { activationFunctions } from '../nodes/activationFunctions';
import { initializeParameters } from '../train/initialize';
import { nestParameters } from '../train/parameters';
import { randomNetwork } from './arbitraryGraph';
import { projectFrom } from './trained';

/** Names that try to break out of strings, comments and identifiers, or to be mistaken for something. */
const hostileNames = [
  '*/ throw new Error("out"); /*',
  "'; throw new Error('out'); '",
  '`$' + '{(() => { throw new Error("out") })()}`',
  '"""\nraise SystemExit(1)\n"""',
  '\\',
  '\\"',
  'line\nbreak',
  'separator\u2028and\u2029',
  'half \ud800 pair',
  '\u202eturned around',
  '??/',
  '%s%n',
  '__proto__',
  'constructor',
  'class',
  'double',
  'row',
  'run',
  'self',
  'i',
  '42',
  '',
  'None',
  '名前',
  'A name like any other',
];

/** A network of any shape with every activation, over columns of every encoding, with numbers as after training. */
export const randomModel: fc.Arbitrary<Project> = fc
  .record({
    network: randomNetwork,
    seed: fc.nat(0xffff_ffff),
    names: fc.shuffledSubarray(hostileNames, { minLength: hostileNames.length }),
    categoryFirst: fc.boolean(),
    numbers: fc.array(
      fc.record({
        isScaled: fc.boolean(),
        offset: fc.constantFrom(0, -3.25, 2_000),
        scale: fc.constantFrom(0.5, 1, 40),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    functions: fc.array(fc.constantFrom(...activationFunctions), { minLength: 8, maxLength: 8 }),
    slope: fc.constantFrom(0.01, 0.3, -0.5),
  })
  .map(({ network, seed, names, categoryFirst, numbers, functions, slope }) => {
    const { widths, classes } = network;
    const name = (index: number) => names[index % names.length]!;
    // Two or more inputs: a category of two or three, and numbers. Column names differ from each other.
    const categories = widths.x >= 2 && categoryFirst ? Math.min(widths.x, 3) : 0;
    const columns: object[] = [];
    const encoders: FittedColumn[] = [];
    const addNumber = (columnName: string, role: string, index: number) => {
      const { isScaled, offset, scale } = numbers[index]!;
      const scaling = isScaled ? 'standard' : 'none';
      columns.push({ name: columnName, role, type: 'number', scaling });
      encoders.push({
        name: columnName,
        type: 'number',
        scaling,
        ...(isScaled ? { offset, scale } : { offset: 0, scale: 1 }),
      });
    };
    const addCategory = (columnName: string, role: string, labels: string[]) => {
      columns.push({ name: columnName, role, type: 'category', categories: labels });
      encoders.push({ name: columnName, type: 'category', categories: labels });
    };
    const labels = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => `${name(from + i)}|${i}`);
    if (categories > 0) addCategory(`${name(0)}.c`, 'feature', labels(categories, 1));
    for (let i = categories; i < widths.x; i++) addNumber(`${name(4 + i)}.${i}`, 'feature', i);
    if (classes) addCategory(`${name(9)}.y`, 'target', labels(widths.y, 10));
    else for (let i = 0; i < widths.y; i++) addNumber(`${name(14 + i)}.y${i}`, 'target', 4 + i);

    let nextFunction = 0;
    const nodes = network.graph.nodes.map((node, index) => {
      const named = { ...node, name: name(index + 3) };
      if (node.kind !== 'activation' || node.id === 'out') return named;
      return { ...named, function: functions[nextFunction++ % functions.length]!, negativeSlope: slope };
    });
    const project = projectFrom({
      name: name(20),
      graph: { nodes, edges: network.graph.edges },
      dataset: { source: { kind: 'csv', path: 'rows.csv' }, columns },
    });
    return { ...project, encoders, parameters: parametersOf(project, seed) };
  });

/** Numbers as after training, each of them a 32-bit float. */
function parametersOf(project: Project, seed: number) {
  const { graph, dataset, training } = project;
  const { plan, problems } = compile(graph, dataWidths(graph, dataset), training);
  if (!plan) throw new Error(problems[0]!.message);
  const values = initializeParameters(plan, { ...training, seed });
  const draws = new Draws(new Pcg32(seed, 99));
  for (const { value, columns, name } of plan.statistics) {
    const { offset } = plan.buffers[value]!;
    for (let i = 0; i < columns; i++) {
      values[offset + i] = name === 'runningVariance' ? 0.3 + draws.random() : 0.3 * draws.normal();
    }
  }
  return nestParameters(plan, values.map(Math.fround));
}

export interface ModelCase {
  project: Project;
  model: TrainedModel;
  /** Cells by row; NaN where one is missing. */
  rows: number[][];
  /** What the engine says; NaN throughout for a row with a missing cell. */
  expected: number[][];
}

/** Sample rows, some with a missing cell, and what the engine says of them. */
export function modelCase(project: Project, count = 12): ModelCase {
  const trained = trainedModel(project);
  if (!trained.ok) throw new Error(trained.problem.message);
  const { model } = trained;
  const width = featureColumns(model).length;
  const rows = sampleRows(model, count);
  const outputs = engineOutputs(model, rows);
  const expected = outputs.map((row, index) => (index % 5 === 2 ? row.map(() => Number.NaN) : row));
  const holed = rows.map((row, index) =>
    index % 5 === 2 ? row.map((cell, i) => (i === index % width ? Number.NaN : cell)) : row,
  );
  return { project, model, rows: holed, expected };
}

/** Largest difference where a NaN is right if and only if a NaN is expected. */
export function disagreement(actual: readonly ArrayLike<number>[], expected: readonly number[][]): number {
  let largest = 0;
  for (const [row, right] of expected.entries()) {
    const given = actual[row];
    if (given?.length !== right.length) return Number.POSITIVE_INFINITY;
    for (const [i, value] of right.entries()) {
      if (Number.isNaN(value) !== Number.isNaN(given[i]!)) return Number.POSITIVE_INFINITY;
      if (Number.isNaN(value)) continue;
      largest = Math.max(largest, Math.abs(given[i]! - value) / Math.max(1, Math.abs(value)));
    }
  }
  return largest;
}
