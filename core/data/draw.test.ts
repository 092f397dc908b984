import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawRows } from './draw';

const seed = fc.nat();
const weight = fc.oneof(fc.constantFrom(0, 1, 2, 0.5), fc.double({ min: 0, max: 100, noNaN: true }));

function countsOf(drawn: Uint32Array, rows: number): number[] {
  const counts = new Array<number>(rows).fill(0);
  for (const row of drawn) counts[row]! += 1;
  return counts;
}

const all = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

it('by weight, a row comes up as often as its share says, rounded up or down', () => {
  const weights = fc.array(weight, { minLength: 1, maxLength: 80 }).filter((list) => sumOf(list) > 1e-6);
  fc.assert(
    fc.property(weights, seed, (weights, seed) => {
      const train = all(weights.length);
      const drawn = drawRows(train, { weights: Float64Array.from(weights), classes: null, seed })!;
      expect(drawn).toHaveLength(weights.length);
      expect(drawn).toEqual(drawn.toSorted());
      const total = sumOf(weights);
      countsOf(drawn, weights.length).forEach((count, row) => {
        expect(Math.abs(count - (weights.length * weights[row]!) / total)).toBeLessThan(1 + 1e-9);
        if (weights[row] === 0) expect(count).toBe(0);
      });
    }),
    { numRuns: 300 },
  );
});

it('by class, every class comes up as often as the most frequent one, and its rows equally often', () => {
  const classes = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(classes, seed, (classes, seed) => {
      const drawn = drawRows(all(classes.length), {
        weights: null,
        classes: Uint32Array.from(classes),
        seed,
      })!;
      const counts = countsOf(drawn, classes.length);
      const kinds = [...new Set(classes)];
      const rowsOf = (kind: number) => counts.filter((_, row) => classes[row] === kind);
      const largest = Math.max(...kinds.map((kind) => rowsOf(kind).length));
      for (const kind of kinds) {
        expect(sumOf(rowsOf(kind))).toBe(largest);
        expect(Math.max(...rowsOf(kind)) - Math.min(...rowsOf(kind))).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

it('by both, the two multiply', () => {
  const classes = Uint32Array.of(0, 0, 0, 0, 1, 1);
  const weights = Float64Array.of(1, 1, 1, 1, 3, 1);
  // Masses: 1 each, and 2 · 3 and 2 · 1; eight rows over a mass of twelve.
  const drawn = drawRows(all(6), { weights, classes, seed: 5 })!;
  const counts = countsOf(drawn, 6);
  expect(drawn).toHaveLength(8);
  expect(counts[4]).toBe(4);
  [2 / 3, 2 / 3, 2 / 3, 2 / 3, 4, 4 / 3].forEach((expected, row) => {
    expect(Math.abs(counts[row]! - expected)).toBeLessThan(1);
  });
});

it('takes rows of training only, each once where all weigh the same', () => {
  const train = Uint32Array.of(2, 3, 7, 11);
  const weights = new Float64Array(12).fill(0.25);
  expect(drawRows(train, { weights, classes: null, seed: 3 })).toEqual(train);
  expect(drawRows(train, { weights: new Float64Array(12), classes: null, seed: 3 })).toBeNull();
});

it('leaves the last rows out where they weigh nothing', () => {
  const classes = Uint32Array.of(0, 0, 1, 1);
  const drawn = drawRows(all(4), { weights: Float64Array.of(0.1, 0.2, 0, 0), classes, seed: 1 })!;
  expect(drawn).toHaveLength(4);
  expect([...drawn].every((row) => row < 2)).toBe(true);
});

it('follows from the seed', () => {
  const weights = Float64Array.from({ length: 50 }, (_, row) => 1 + (row % 7));
  const drawn = (seed: number) => drawRows(all(50), { weights, classes: null, seed });
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});
