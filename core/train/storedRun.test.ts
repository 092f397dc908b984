import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredRows } from '../data/prepareStored';
import { datasetSchema } from '../data/schema';
import type { Table } from '../data/table';
import { graphOf, node, settings } from '../testing/networks';
import { readCsv } from '../testing/readCsv';
import { storedTable } from '../testing/storedTable';
import { predictTable } from './predictions';
import { predictStored } from './predictStored';
import { openRun, type Run } from './run';
import { openStoredRun, streamedBlockRows } from './storedRun';

const graph = graphOf(
  [
    node('x', 'input'),
    node('y', 'target'),
    node('a', 'dense', { units: 5 }),
    node('f', 'activation', { function: 'tanh' }),
    node('drop', 'dropout', { rate: 0.3 }),
    node('b', 'dense', { units: 3 }),
    node('p', 'activation', { function: 'softmax' }),
    node('loss', 'loss', { function: 'categoricalCrossEntropy' }),
  ],
  ['x > a', 'a > f', 'f > drop', 'drop > b', 'b > p', 'p > loss.prediction', 'y > loss.target'],
);

const cell = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }).map((value) => String(value / 8)) },
  { weight: 1, arbitrary: fc.constantFrom('', 'NA', 'oops') },
);

const row = fc.tuple(
  cell,
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }).map(String) }, fc.constant('')),
  fc.constantFrom('red', 'green', 'blue', ''),
  fc.constantFrom('2024-01-05', '2024-02-29 12:30', '2023-07-01'),
  fc.constantFrom('0', '1', '2.5', '1'),
  fc.constantFrom('old', 'new', 'later'),
  fc.constantFrom('a', 'b', 'c', 'a', ''),
);

/** Some rows that can be used whatever the rules are, so that there is something to train on and to hold out. */
const sound = [
  '1,2,red,2024-01-05,1,old,a',
  '2,1,green,2023-07-01,2.5,old,b',
  '0.5,4,blue,2024-01-05,1,old,c',
];

const tables = fc.array(row, { minLength: 0, maxLength: 60 }).map((rows): Table => {
  const lines = [...sound, ...rows.map((cells) => cells.join(',')), ...sound, ...sound];
  return readCsv(['n,i,colour,day,weight,batch,label', ...lines].join('\n'));
});

const scalings = fc.constantFrom('none', 'standard', 'minMax', 'robust', 'log1p', 'maximum');
const rules = fc.constantFrom('drop', 'mean', 'median', 'mode', undefined);

const datasets = fc
  .record({
    scaling: scalings,
    missing: rules,
    dropped: fc.constantFrom('drop', 'mode'),
    indicator: fc.boolean(),
    encoding: fc.constantFrom('oneHot', 'ordinal'),
    weighs: fc.boolean(),
    split: fc.record({
      validation: fc.constantFrom(0, 0.25, 0.4),
      test: fc.constantFrom(0, 0.2),
      stratify: fc.boolean(),
      method: fc.constantFrom('random', 'order', 'column'),
      oversample: fc.boolean(),
    }),
  })
  .map(({ scaling, missing, dropped, indicator, encoding, weighs, split }) =>
    datasetSchema.parse({
      source: { kind: 'csv', path: 'rows.csv' },
      columns: [
        { name: 'n', type: 'number', role: 'feature', scaling, indicator, ...(missing && { missing }) },
        { name: 'i', type: 'integer', role: 'feature', scaling: 'standard', missing: dropped },
        {
          name: 'colour',
          type: 'category',
          role: 'feature',
          categories: ['red', 'green', 'blue'],
          encoding,
          missing: 'mode',
        },
        { name: 'day', type: 'date', role: 'feature', parts: ['elapsed', 'dayOfYear'] },
        { name: 'weight', type: 'number', role: weighs ? 'weight' : 'ignore' },
        { name: 'batch', type: 'category', role: 'ignore', categories: ['old', 'new', 'later'] },
        { name: 'label', type: 'category', role: 'target', categories: ['a', 'b', 'c'] },
      ],
      split: {
        ...split,
        ...(split.method === 'order' && { column: 'day' }),
        ...(split.method === 'column' && { column: 'batch', parts: { new: 'validation', later: 'test' } }),
      },
    }),
  );

const trainings = fc.record({
  seed: fc.nat(100),
  shuffle: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 9 }),
  blockRows: fc.integer({ min: 1, max: 40 }),
  backend: fc.constantFrom('wasm', 'reference'),
  classWeights: fc.constantFrom('none', 'balanced'),
  earlyStopping: fc.constantFrom(
    { kind: 'off' },
    { kind: 'validationLoss', patience: 1 },
    { kind: 'trainingLoss', patience: 1 },
  ),
  schedule: fc.constantFrom(
    { kind: 'constant' },
    { kind: 'reduceOnPlateau', patience: 1, factor: 0.5, minimum: 1e-4 },
  ),
});

const cases = fc.record({ table: tables, dataset: datasets, training: trainings });
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** All rows in memory, in the order of blocks. */
function inMemory({ table, dataset, training }: Case, from: Partial<Parameters<typeof openRun>[0]> = {}) {
  return openRun({ graph, dataset, training: settings(training), table, ...from });
}

/** The same rows streamed, whatever their number. */
function streamed({ table, dataset, training }: Case, from: Partial<Parameters<typeof openRun>[0]> = {}) {
  const limited = settings({ ...training, memoryLimit: 1e-6 });
  return openStoredRun({ graph, dataset, training: limited, ...from, table: storedTable(table), breathe });
}

const epochs = 4;

/** What training says from here on, until its last epoch or an early stop; `pieces` are the sizes of its strides. */
async function train({ trainer }: Run, pieces: readonly number[] = [1000]) {
  const losses: number[] = [];
  const ended: unknown[] = [];
  for (let call = 0; trainer.epoch < epochs; call++) {
    await trainer.ready();
    const { losses: more, epoch, stopped, problem } = trainer.advance(pieces[call % pieces.length]!);
    losses.push(...more);
    if (epoch) ended.push(epoch);
    if (problem) throw new Error(problem.message);
    if (stopped !== null) {
      ended.push(stopped);
      break;
    }
  }
  return { losses, ended };
}

describe('a streamed run', () => {
  it('gives the same numbers as one in memory with the same blocks, to the last bit', async () => {
    let compared = 0;
    const property = fc.asyncProperty(
      cases,
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (given, pieces) => {
        const memory = inMemory(given);
        const stream = await streamed(given);
        if (!memory.ok || !stream.ok) {
          expect(stream).toEqual(memory);
          return;
        }
        compared += 1;
        expect(stream.run.notes.join()).toContain('streamed from disk in blocks of');
        expect(stream.run.notes.slice(1)).toEqual(memory.run.notes);
        const { byNode: _, ...rows } = stream.run.prepared as object as Record<string, unknown>;
        const { matrices: _matrices, ...expected } = memory.run.prepared as object as Record<string, unknown>;
        expect(rows).toEqual(expected);
        expect(stream.run.trainer.stepsPerEpoch).toBe(memory.run.trainer.stepsPerEpoch);
        expect(await train(stream.run, pieces)).toEqual(await train(memory.run));
        expect(stream.run.trainer.parameters()).toEqual(memory.run.trainer.parameters());
        expect(stream.run.trainer.checkpoint()).toEqual(memory.run.trainer.checkpoint());
        expect(stream.run.trainer.metrics()).toEqual(memory.run.trainer.metrics());
        const last = memory.run.prepared.tableRows.length - 1;
        for (const shown of [0, last >> 1, last]) {
          expect(stream.run.trainer.activations(shown)).toBeNull();
          await stream.run.trainer.fetch(shown);
          expect(stream.run.trainer.activations(shown)).toEqual(memory.run.trainer.activations(shown));
        }
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(compared).toBeGreaterThan(100);
  });

  it('resumes exactly wherever it was stopped, streamed or in memory', async () => {
    const property = fc.asyncProperty(
      cases,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (given, calls, stride, onDisk) => {
        const unbroken = inMemory(given);
        const first = await streamed(given);
        if (!unbroken.ok || !first.ok) return;
        const expected = await train(unbroken.run);
        const { trainer } = first.run;
        const losses: number[] = [];
        const ended: unknown[] = [];
        // Stops without waiting for what is being read, or between an epoch's last update and its evaluation.
        for (let call = 0; call < calls; call++) {
          if (call < calls - 1) await trainer.ready();
          const { losses: more, epoch, stopped } = trainer.advance(stride);
          losses.push(...more);
          if (epoch) ended.push(epoch);
          if (stopped !== null || trainer.epoch === epochs) return;
        }
        const saved = JSON.parse(
          JSON.stringify({ parameters: trainer.parameters(), checkpoint: trainer.checkpoint() }),
        ) as Pick<Parameters<typeof openRun>[0], 'parameters' | 'checkpoint'>;
        const resumed = onDisk ? await streamed(given, saved) : inMemory(given, saved);
        if (!resumed.ok) throw new Error(resumed.problem.message);
        const rest = await train(resumed.run);
        expect([...losses, ...rest.losses]).toEqual(expected.losses);
        expect([...ended, ...rest.ended]).toEqual(expected.ended);
        expect(resumed.run.trainer.parameters()).toEqual(unbroken.run.trainer.parameters());
        expect(resumed.run.trainer.checkpoint()).toEqual(unbroken.run.trainer.checkpoint());
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('is predicted row by row as in memory, as far as it is to be shown', async () => {
    const sizes = fc.integer({ min: 1, max: 80 });
    const property = fc.asyncProperty(cases, sizes, fc.nat(120), async (given, mostRows, asked) => {
      const { table, dataset } = given;
      const memory = inMemory(given);
      if (!memory.ok) return;
      const parameters = memory.run.trainer.parameters();
      const training = settings({ ...given.training, memoryLimit: 1e-6 });
      const input = { graph, dataset, training, parameters };
      const whole = predictTable({ ...input, table });
      const page = { ...input, table: storedTable(table), firstRow: asked, mostRows, breathe };
      let prepared: StoredRows | null = null;
      const onPrepared = (rows: StoredRows) => {
        prepared = rows;
      };
      const part = await predictStored({ ...page, onPrepared });
      expect(await predictStored({ ...page, prepared })).toEqual(part);
      if (!whole.ok || !part.ok) throw new Error('not predicted');
      const { rows, parts, heads } = whole.predictions;
      const [head] = heads;
      const total = rows.length;
      const first = Math.min(asked, total - 1);
      const end = first + mostRows;
      const width = head!.outputNames.length;
      expect(part.predictions).toEqual({
        rows: rows.slice(first, end),
        parts: parts.slice(first, end),
        page: { first, size: mostRows, total },
        heads: [
          {
            ...head!,
            values: head!.values.slice(first * width, end * width),
            decoded: head!.decoded.slice(first, end),
            actual: head!.actual.slice(first, end),
          },
        ],
      });
    });
    await fc.assert(property);
  });

  const rows = Array.from(
    { length: 1000 },
    (_, each) => `${each % 17},${each % 5},red,2024-01-05,1,old,${'abc'[each % 3]}`,
  );
  const table = readCsv(['n,i,colour,day,weight,batch,label', ...rows].join('\n'));
  const dataset = fc.sample(datasets, { seed: 1, numRuns: 1 })[0]!;

  it('never has more of the table than a block, a column, or what decides the split', async () => {
    const stored = storedTable(table);
    const training = settings({ memoryLimit: 1e-6, blockRows: 50 });
    const opened = await openStoredRun({ graph, dataset, training, table: stored, breathe });
    if (!opened.ok) throw new Error(opened.problem.message);
    await train(opened.run);
    // The class, and the column that the split may go by.
    expect(stored.mostCells).toBeLessThanOrEqual(2 * table.rowCount);
  });

  it('streams where the rows would take more than the limit, in blocks that suit their width', () => {
    const blocksOf = (training: object, rowCount: number) =>
      streamedBlockRows({
        table: { ...storedTable(table), rowCount },
        graph,
        dataset,
        training: settings(training),
      });
    expect(blocksOf({}, 1_000_000)).toBeNull();
    expect(blocksOf({}, 50_000_000)).toBe(65_536);
    expect(blocksOf({ blockRows: 1000 }, 1_000_000)).toBeNull();
    expect(blocksOf({ blockRows: 1000 }, 50_000_000)).toBe(1000);
    expect(blocksOf({ memoryLimit: 1 }, 1_000_000)).toBe(65_536);
    const wide = datasetSchema.parse({
      source: dataset.source,
      columns: Array.from({ length: 3000 }, (_, each) => ({
        name: `c${each}`,
        type: 'number',
        role: 'feature',
      })),
    });
    const of = (rowCount: number) =>
      streamedBlockRows({
        table: { ...storedTable(table), rowCount },
        graph,
        dataset: wide,
        training: settings(),
      });
    expect(of(10_000)).toBeNull();
    expect(of(1_000_000)).toBe(2048);
  });

  it('ends with a problem where the rows cannot be read any more, and keeps what it has learned', async () => {
    const stored = storedTable(table);
    const training = settings({ memoryLimit: 1e-6, blockRows: 50 });
    const opened = await openStoredRun({ graph, dataset, training, table: stored, breathe });
    if (!opened.ok) throw new Error(opened.problem.message);
    const { trainer } = opened.run;
    for (let step = 0; step < 3; step++) {
      await trainer.ready();
      trainer.advance(1);
    }
    stored.fail(new Error('IO Error: the disk is gone\nStack'));
    let problem = null;
    while (!problem) {
      await trainer.ready();
      ({ problem } = trainer.advance(5));
    }
    expect(problem).toMatchObject({
      code: 'data.read',
      message: 'The rows could not be read from disk: IO Error: the disk is gone',
    });
    const kept = { parameters: trainer.parameters(), checkpoint: trainer.checkpoint() };
    const again = await openStoredRun({
      graph,
      dataset,
      training,
      table: storedTable(table),
      breathe,
      ...kept,
    });
    const whole = await openStoredRun({ graph, dataset, training, table: storedTable(table), breathe });
    if (!again.ok || !whole.ok) throw new Error('not opened');
    await train(again.run);
    await train(whole.run);
    expect(again.run.trainer.parameters()).toEqual(whole.run.trainer.parameters());
  });

  it('says what prevents training in the words of a run in memory', async () => {
    const empty = {
      ...table,
      columns: table.columns.map((each) =>
        each.name === 'n'
          ? { ...each, kind: 'text' as const, codes: new Int32Array(table.rowCount), texts: ['oops'] }
          : each,
      ),
    };
    const strict = { ...dataset, columns: dataset.columns.map((each) => ({ ...each, missing: undefined })) };
    const cases = [
      { table: empty, dataset: strict },
      {
        table,
        dataset: {
          ...dataset,
          columns: dataset.columns.filter(({ name }) => name !== 'batch'),
          split: { ...dataset.split, method: 'column', column: 'batch' },
        },
      },
      { table: { ...table, columns: table.columns.slice(1) }, dataset },
      {
        table,
        dataset: {
          ...dataset,
          split: { ...dataset.split, method: 'column', column: 'batch', parts: { old: 'test' } },
        },
      },
    ];
    for (const each of cases as unknown as Case[]) {
      const memory = inMemory({ ...each, training: {} as Case['training'] });
      expect(memory.ok).toBe(false);
      expect(await streamed({ ...each, training: {} as Case['training'] })).toEqual(memory);
    }
  });
});
