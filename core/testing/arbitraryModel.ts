import fc from 'fast-check';
import { compile } from '../compile/compile';
import { Draws, Pcg32 } from '../data/random';
import { type DatePart, type FittedColumn, type Scaling, scalings } from '../data/schema';
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

/** How a column becomes numbers. */
interface Encoding {
  kind: 'number' | 'integer' | 'boolean' | 'oneHot' | 'ordinal' | 'date' | 'circle';
  categories: number;
  scaling: Scaling;
  offset: number;
  scale: number;
  part: DatePart;
  fills: boolean;
  indicator: boolean;
}

const anyEncoding: fc.Arbitrary<Encoding> = fc.record({
  kind: fc.constantFrom(
    'number',
    'number',
    'integer',
    'boolean',
    'oneHot',
    'oneHot',
    'ordinal',
    'date',
    'circle',
  ),
  categories: fc.integer({ min: 2, max: 3 }),
  scaling: fc.constantFrom(...scalings),
  offset: fc.constantFrom(0, -3.25, 2_000),
  scale: fc.constantFrom(0.5, 1, 40),
  part: fc.constantFrom('timeOfDay', 'dayOfWeek', 'dayOfMonth', 'dayOfYear'),
  fills: fc.boolean(),
  indicator: fc.boolean(),
});

const plainNumber: Encoding = {
  kind: 'number',
  categories: 0,
  scaling: 'none',
  offset: 0,
  scale: 1,
  part: 'elapsed',
  fills: false,
  indicator: false,
};

const ownWidths = { number: 1, integer: 1, boolean: 1, ordinal: 1, date: 1, circle: 2 } as const;

function encodingWidth({ kind, categories, indicator }: Encoding): number {
  return (kind === 'oneHot' ? categories : ownWidths[kind]) + (indicator ? 1 : 0);
}

function columnOf(encoding: Encoding, name: string, categories: string[]) {
  const { kind, scaling, fills, indicator } = encoding;
  const isShifted = scaling !== 'none' && scaling !== 'log1p';
  const measured = {
    scaling,
    offset: isShifted ? encoding.offset : 0,
    scale: isShifted ? encoding.scale : 1,
  };
  const spec = { name, role: 'feature', indicator, ...(fills && { missing: 'median' }) };
  const fitted = (fill: number) => ({ name, ...(indicator && { indicator }), ...(fills && { fill }) });
  switch (kind) {
    case 'number':
    case 'integer':
      return {
        spec: { ...spec, type: encoding.kind, scaling },
        fitted: { ...fitted(1.5), type: 'number', ...measured } satisfies FittedColumn,
      };
    case 'boolean':
      return {
        spec: { ...spec, type: 'boolean' },
        fitted: { ...fitted(1), type: 'boolean' } satisfies FittedColumn,
      };
    case 'oneHot':
      return {
        spec: { ...spec, type: 'category', categories },
        fitted: { ...fitted(1), type: 'category', categories } satisfies FittedColumn,
      };
    case 'ordinal':
      return {
        spec: { ...spec, type: 'category', categories, encoding: 'ordinal', scaling },
        fitted: { ...fitted(1), type: 'category', categories, ordinal: measured } satisfies FittedColumn,
      };
    case 'date':
    case 'circle': {
      const parts: DatePart[] = [kind === 'date' ? 'elapsed' : encoding.part];
      return {
        spec: { ...spec, type: 'date', parts, scaling },
        fitted: { ...fitted(1_700_000_000_000), type: 'date', parts, ...measured } satisfies FittedColumn,
      };
    }
    default:
      throw kind satisfies never;
  }
}

const targetScalings: readonly Scaling[] = ['standard', 'minMax', 'log1p', 'robust', 'maximum'];

/** A network of any shape with every activation, over columns of every encoding, with numbers as after training. */
export const randomModel: fc.Arbitrary<Project> = fc
  .record({
    network: randomNetwork,
    seed: fc.nat(0xffff_ffff),
    names: fc.shuffledSubarray(hostileNames, { minLength: hostileNames.length }),
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
    encodings: fc.array(anyEncoding, { minLength: 8, maxLength: 8 }),
  })
  .map(({ network, seed, names, numbers, functions, slope, encodings }) => {
    const { widths, classes } = network;
    const name = (index: number) => names[index % names.length]!;
    // Column names differ from each other.
    const columns: object[] = [];
    const encoders: FittedColumn[] = [];
    const addNumber = (columnName: string, index: number) => {
      const { isScaled, offset, scale } = numbers[index]!;
      const scaling = isScaled ? targetScalings[index % targetScalings.length]! : 'none';
      columns.push({ name: columnName, role: 'target', type: 'number', scaling });
      const isShifted = isScaled && scaling !== 'log1p';
      const fitted = isShifted ? { offset, scale } : { offset: 0, scale: 1 };
      encoders.push({ name: columnName, type: 'number', scaling, ...fitted });
    };
    const labels = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => `${name(from + i)}|${i}`);
    // Encodings that fill the input's width; a number always fits.
    let left = widths.x;
    for (let i = 0; left > 0; i++) {
      const wanted = encodings[i] ?? plainNumber;
      const encoding = encodingWidth(wanted) <= left ? wanted : plainNumber;
      left -= encodingWidth(encoding);
      const { spec, fitted } = columnOf(encoding, `${name(4 + i)}.${i}`, labels(encoding.categories, 1 + i));
      columns.push(spec);
      encoders.push(fitted);
    }
    if (classes) {
      const categories = labels(widths.y, 10);
      columns.push({ name: `${name(9)}.y`, role: 'target', type: 'category', categories });
      encoders.push({ name: `${name(9)}.y`, type: 'category', categories });
    } else {
      for (let i = 0; i < widths.y; i++) addNumber(`${name(14 + i)}.y${i}`, 4 + i);
    }

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
  const rows = sampleRows(model, count).map((row, index) =>
    index % 5 === 2 ? row.map((cell, i) => (i === index % width ? Number.NaN : cell)) : row,
  );
  return { project, model, rows, expected: engineOutputs(model, rows) };
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
