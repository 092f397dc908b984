import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSize, Series } from './series';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  maxLength: 2 * blockSize + 9,
});

describe('Series', () => {
  it('gives back what was appended, piece by piece', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), (pieces) => {
        const series = new Series();
        for (const piece of pieces) series.append(piece);
        const all = pieces.flat();
        expect(series.length).toBe(all.length);
        expect(Array.from(all, (_, index) => series.at(index))).toEqual(all);
        expect(series.last).toBe(all.at(-1) ?? null);
      }),
    );
  });

  it('finds the extremes of any stretch, also after it was cut and continued', () => {
    fc.assert(
      fc.property(values, values, fc.nat(), fc.nat(), fc.nat(), (before, after, cutAt, a, b) => {
        const series = new Series();
        series.append(before);
        const cut = cutAt % (before.length + 1);
        series.truncate(cut);
        series.append(after);
        const expected = [...before.slice(0, cut), ...after];
        const from = a % (expected.length + 1);
        const to = from + (b % (expected.length - from + 1));
        const stretch = expected.slice(from, to);
        const { low, high } = series.extremes(from, to);
        if (stretch.length === 0) {
          expect(low).toBe(-1);
          return;
        }
        expect(series.at(low) + 0).toBe(Math.min(...stretch) + 0);
        expect(series.at(high) + 0).toBe(Math.max(...stretch) + 0);
      }),
    );
  });
});
