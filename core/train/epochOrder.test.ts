import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pcg32, randomStreams } from '../data/random';
import { blockOf, blockStarts, epochOrders } from './epochOrder';

/** Rows of a table that are in use, and those of them to train on, some of them several times. */
const layouts = fc
  .array(fc.record({ used: fc.boolean(), times: fc.integer({ min: 0, max: 3 }) }), {
    minLength: 1,
    maxLength: 80,
  })
  .map((table) => {
    const used = [...table.keys()].filter((row) => table[row]!.used);
    const drawn = used.flatMap((row, index) => Array<number>(table[row]!.times).fill(index));
    return { tableRows: Uint32Array.from(used), drawn: Uint32Array.from(drawn) };
  })
  .filter(({ drawn }) => drawn.length > 0);

const settings = fc.record({
  shuffle: fc.boolean(),
  seed: fc.nat(1000),
  batchSize: fc.integer({ min: 1, max: 12 }),
});

describe('the order of an epoch', () => {
  it('goes through every row as often as it is drawn, block by block', () => {
    const property = fc.property(
      layouts,
      settings,
      fc.integer({ min: 1, max: 30 }),
      fc.nat(5),
      ({ tableRows, drawn }, training, blockRows, epoch) => {
        const orders = epochOrders(drawn, blockStarts(tableRows, blockRows), training);
        const order = orders.of(epoch);
        const parts = order.stretches.map((_, stretch) => order.rowsOf(stretch));
        expect(Array.from(parts.flatMap((rows) => [...rows])).toSorted((a, b) => a - b)).toEqual([...drawn]);
        const steps = parts.map((rows) => Math.ceil(rows.length / orders.batchSize));
        expect(steps.reduce((sum, count) => sum + count, 0)).toBe(orders.stepsPerEpoch);
        parts.forEach((rows, stretch) => {
          const blocks = new Set(Array.from(rows, (row) => Math.floor(tableRows[row]! / blockRows)));
          expect(blocks.size).toBe(1);
          expect(order.stretches[stretch]!.firstBatch).toBe(
            steps.slice(0, stretch).reduce((sum, count) => sum + count, 0),
          );
        });
      },
    );
    fc.assert(property);
  });

  it('is the same whichever stretch is asked for first', () => {
    const property = fc.property(
      layouts,
      settings,
      fc.nat(5),
      fc.array(fc.nat(20)),
      (layout, training, epoch, asked) => {
        const orders = epochOrders(layout.drawn, blockStarts(layout.tableRows, 7), training);
        const straight = orders.of(epoch);
        const parts = straight.stretches.map((_, stretch) => straight.rowsOf(stretch));
        const jumping = orders.of(epoch);
        for (const place of asked) {
          const stretch = place % parts.length;
          expect(jumping.rowsOf(stretch)).toEqual(parts[stretch]);
        }
      },
    );
    fc.assert(property);
  });

  it('is a plain permutation where all rows are one block', () => {
    const property = fc.property(layouts, settings, fc.nat(5), ({ tableRows, drawn }, training, epoch) => {
      const last = tableRows.at(-1)!;
      const plain = new Pcg32(training.seed, randomStreams.shuffle, epoch)
        .permutation(drawn.length)
        .map((place) => drawn[place]!);
      for (const blockRows of [null, last + 1, last + 100]) {
        const order = epochOrders(drawn, blockStarts(tableRows, blockRows), training).of(epoch);
        expect(order.stretches).toHaveLength(1);
        expect(order.rowsOf(0)).toEqual(training.shuffle ? plain : drawn);
      }
    });
    fc.assert(property);
  });

  it('shuffles blocks and rows anew in every epoch', () => {
    const rows = Uint32Array.from({ length: 1000 }, (_, row) => row);
    const orders = epochOrders(rows, blockStarts(rows, 10), { shuffle: true, seed: 1, batchSize: 4 });
    const [first, second] = [orders.of(0), orders.of(1)];
    const blocks = (order: typeof first) => order.stretches.map(({ block }) => block);
    expect(blocks(first)).not.toEqual(blocks(second));
    expect(blocks(first)).not.toEqual([...blocks(first)].sort((a, b) => a - b));
    expect(orders.stepsPerEpoch).toBe(300);
    const inside = (order: typeof first) => Array.from(order.rowsOf(0), (row) => row % 10);
    expect(inside(first)).not.toEqual(inside(second));
  });
});

describe('blocks', () => {
  it('know the block of every row in use', () => {
    const property = fc.property(layouts, fc.integer({ min: 1, max: 30 }), ({ tableRows }, blockRows) => {
      const starts = blockStarts(tableRows, blockRows);
      expect([starts[0], starts.at(-1)]).toEqual([0, tableRows.length]);
      const own = Array.from(tableRows, (_, row) => blockOf(row, starts));
      tableRows.forEach((tableRow, row) => {
        expect(starts[own[row]!]).toBeLessThanOrEqual(row);
        expect(row).toBeLessThan(starts[own[row]! + 1]!);
        if (row > 0) {
          const same = Math.floor(tableRow / blockRows) === Math.floor(tableRows[row - 1]! / blockRows);
          expect(own[row] === own[row - 1]).toBe(same);
        }
      });
    });
    fc.assert(property);
  });
});
