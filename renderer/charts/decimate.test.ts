import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSize, Series } from '../training/series';
import { pickExtremes } from './decimate';

function seriesOf(values: ArrayLike<number>): Series {
  const series = new Series();
  series.append(values);
  return series;
}

const samples = fc.array(fc.oneof({ weight: 9, arbitrary: fc.double() }, fc.constant(Number.NaN)), {
  minLength: 1,
  maxLength: 3 * blockSize + 17,
});

describe('pickExtremes', () => {
  it('keeps the smallest and largest finite value of every bucket, the first and the last sample', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 60 }), (values, buckets) => {
        const picked = pickExtremes(seriesOf(values), 0, values.length, buckets);
        const shown = picked.map((index) => values[index]!);
        expect(picked[0]).toBe(0);
        expect(picked.at(-1)).toBe(values.length - 1);
        for (let bucket = 0; bucket < buckets; bucket++) {
          const start = Math.floor((bucket * values.length) / buckets);
          const stop = Math.floor(((bucket + 1) * values.length) / buckets);
          const finite = values.slice(start, stop).filter(Number.isFinite);
          if (finite.length === 0) continue;
          expect(shown).toContain(Math.min(...finite.map((value) => value + 0)));
          expect(shown).toContain(Math.max(...finite.map((value) => value + 0)));
        }
      }),
    );
  });

  it('gives ascending indices, at most two a bucket and the two ends', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 60 }), (values, buckets) => {
        const picked = pickExtremes(seriesOf(values), 0, values.length, buckets);
        expect(picked.length).toBeLessThanOrEqual(2 * buckets + 2);
        for (let at = 1; at < picked.length; at++) expect(picked[at]).toBeGreaterThan(picked[at - 1]!);
      }),
    );
  });

  it('shows a part of the samples where asked, and all of them where there is room', () => {
    const series = seriesOf([5, 4, 3, 2, 1]);
    expect(pickExtremes(series, 1, 4, 100)).toEqual([1, 2, 3]);
    expect(pickExtremes(series, -3, 99, 100)).toEqual([0, 1, 2, 3, 4]);
    expect(pickExtremes(series, 4, 4, 100)).toEqual([]);
  });

  it('finds a single spike among a million steps', () => {
    const values = new Float64Array(1_000_000).fill(0.5);
    values[654_321] = 99;
    values[654_322] = -99;
    const picked = pickExtremes(seriesOf(values), 0, values.length, 800);
    expect(picked).toContain(654_321);
    expect(picked).toContain(654_322);
    expect(picked.length).toBeLessThanOrEqual(1602);
  });
});
