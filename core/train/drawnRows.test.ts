import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../data/table';
import { datasetOf, tableOf } from '../testing/datasets';
import { graphOf, node, settings } from '../testing/networks';
import { openRun } from './run';
import type { Checkpoint, Parameters } from './schema';

/** Epochs in which rows come up by their weight or their class. */

const nodes = [
  node('x', 'input'),
  node('y', 'target'),
  node('a', 'dense', { units: 4 }),
  node('f', 'activation', { function: 'tanh' }),
  node('b', 'dense', { units: 1 }),
  node('loss', 'loss'),
];
const wires = ['x > a', 'a > f', 'f > b', 'b > loss.prediction', 'y > loss.target'];
const columns = [
  { name: 'x', type: 'number', role: 'feature' },
  { name: 'y', type: 'number', role: 'target' },
  { name: 'w', type: 'number', role: 'weight' },
];
const rows = 11;
const x = Array.from({ length: rows }, (_, row) => Math.sin(row));
const y = x.map((value) => value * value);
// 11 rows of a weight of 11 in all, so every count is whole.
const w = [3, 1, 0, 1, 2, 0, 1, 1, 0, 1, 1];

type From = { parameters: Parameters; checkpoint: Checkpoint };

function open(table: Table, spec: object[], fields: object, from?: From, split: object = {}) {
  const opened = openRun({
    graph: graphOf(nodes, wires),
    dataset: datasetOf(spec, { validation: 0, ...split }),
    training: settings({ batchSize: 4, backend: 'reference', ...fields }),
    table,
    ...from,
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.run;
}

function lossesTo({ trainer }: ReturnType<typeof open>, step: number): number[] {
  const losses: number[] = [];
  while (trainer.step < step) losses.push(...trainer.advance(step - trainer.step).losses);
  return losses;
}

describe('weighted rows', () => {
  it.each(['reference', 'wasm'])('train as a table does in which they stand as often (%s)', (backend) => {
    const often = w.flatMap((count, row) => new Array<number>(count).fill(row));
    const repeated = tableOf({ x: often.map((row) => x[row]!), y: often.map((row) => y[row]!) });
    const weighted = open(tableOf({ x, y, w }), columns, { backend });
    const plain = open(repeated, columns.slice(0, 2), { backend });
    expect([weighted.trainer.stepsPerEpoch, weighted.trainer.trainRows]).toEqual([3, 11]);
    expect(lossesTo(weighted, 40)).toEqual(lossesTo(plain, 40));
    expect(weighted.trainer.parameters()).toEqual(plain.trainer.parameters());
    expect(weighted.trainer.metrics()).toEqual(plain.trainer.metrics());
  });

  it('resume exactly from any step', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), {
      minLength: rows,
      maxLength: rows,
    });
    const property = fc.property(
      weights,
      fc.integer({ min: 1, max: 19 }),
      fc.boolean(),
      (w, stop, shuffle) => {
        const table = tableOf({ x, y, w });
        const unbroken = open(table, columns, { shuffle });
        const losses = lossesTo(unbroken, 20);
        const first = open(table, columns, { shuffle });
        const before = lossesTo(first, stop);
        const { trainer } = first;
        const saved = JSON.stringify({ parameters: trainer.parameters(), checkpoint: trainer.checkpoint() });
        const resumed = open(table, columns, { shuffle }, JSON.parse(saved) as From);
        expect([...before, ...lossesTo(resumed, 20)]).toEqual(losses);
        expect(resumed.trainer.parameters()).toEqual(unbroken.trainer.parameters());
        expect(resumed.trainer.metrics()).toEqual(unbroken.trainer.metrics());
      },
    );
    fc.assert(property, { numRuns: 25 });
  });
});

describe('oversampled rows', () => {
  const label = Array.from({ length: rows }, (_, row) => (row < 3 ? 'yes' : 'no'));
  const spec = [columns[0]!, { name: 'y', type: 'boolean', role: 'target' }];

  it('make an epoch of as many rows of each class, the last batch short', () => {
    const { trainer, notes } = open(tableOf({ x, y: label }), spec, { batchSize: 5 }, undefined, {
      oversample: true,
    });
    expect([trainer.stepsPerEpoch, trainer.trainRows]).toEqual([4, 16]);
    const { losses, rows: trained, epoch } = trainer.advance(100);
    expect([losses.length, trained, epoch?.epoch]).toEqual([4, 16, 1]);
    expect(epoch?.accuracy).not.toBeNull();
    expect(notes.join()).not.toMatch(/oversampling/i);
  });

  it('say where there are no classes', () => {
    const { notes, trainer } = open(tableOf({ x, y }), columns.slice(0, 2), {}, undefined, {
      oversample: true,
    });
    expect(notes.join()).toMatch(/oversampling needs/i);
    expect(trainer.trainRows).toBe(rows);
  });
});
