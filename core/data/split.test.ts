import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowParts, splitRows } from './split';

const shares = fc
  .record({ validation: fc.integer({ min: 0, max: 90 }), test: fc.integer({ min: 0, max: 90 }) })
  .filter(({ validation, test }) => validation + test < 100)
  .map(({ validation, test }) => ({ validation: validation / 100, test: test / 100 }));
const seed = fc.nat();
const classes = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 300 });

test('the parts are a partition of the rows, each in ascending order', () => {
  fc.assert(
    fc.property(fc.nat({ max: 400 }), shares, seed, (rows, share, seed) => {
      const parts = splitRows(rows, share, seed, null);
      const all = rowParts.flatMap((part) => [...parts[part]]);
      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
      for (const part of rowParts) expect(parts[part]).toEqual(parts[part].toSorted());
    }),
  );
});

test('stratified: every part holds its share of every class, within one row', () => {
  fc.assert(
    fc.property(classes, shares, seed, (classes, share, seed) => {
      const parts = splitRows(classes.length, share, seed, Uint32Array.from(classes));
      expect(rowParts.reduce((sum, part) => sum + parts[part].length, 0)).toBe(classes.length);
      const wanted = { train: 1 - share.validation - share.test, ...share };
      for (const part of rowParts) {
        for (const each of new Set(classes)) {
          const inClass = classes.filter((other) => other === each).length;
          const inPart = parts[part].filter((row) => classes[row] === each).length;
          expect(Math.abs(inPart - wanted[part] * inClass)).toBeLessThan(1);
        }
        // Rounding favours the part that came off worst, so it does not add up over the classes.
        expect(Math.abs(parts[part].length - wanted[part] * classes.length)).toBeLessThan(2);
      }
    }),
    { numRuns: 300 },
  );
});

test('without classes the sizes are right within one row', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), shares, seed, (rows, share, seed) => {
      const parts = splitRows(rows, share, seed, null);
      expect(Math.abs(parts.validation.length - rows * share.validation)).toBeLessThan(1);
      expect(Math.abs(parts.test.length - rows * share.test)).toBeLessThan(1);
    }),
  );
});

test('a share of nothing gets nothing', () => {
  const { validation, test } = splitRows(101, { validation: 0.2, test: 0 }, 1, null);
  expect([validation.length, test.length]).toEqual([20, 0]);
});

test('the seed decides which rows, and the same seed always the same', () => {
  const held = (seed: number) => [...splitRows(100, { validation: 0.2, test: 0.1 }, seed, null).validation];
  expect(held(1)).toEqual(held(1));
  expect(held(1)).not.toEqual(held(2));
});
