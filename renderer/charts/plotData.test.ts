import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Series } from '../training/series';
import { alignLines, type Line, lineOf } from './plotData';
import { SmoothedSeries } from './smoothing';

function seriesOf(values: ArrayLike<number>): Series {
  const series = new Series();
  series.append(values);
  return series;
}

describe('lineOf', () => {
  it('shows what a window shows and one point on each side', () => {
    const series = seriesOf([10, 11, 12, 13, 14, 15]);
    const line = lineOf(series, (index) => index * 100, { from: 150, to: 300 }, 100);
    expect(line).toEqual({ x: [100, 200, 300, 400], y: [11, 12, 13, 14] });
  });

  it('interrupts the line where there is no number', () => {
    expect(lineOf(seriesOf([1, Number.NaN, 3]), (index) => index, null, 100).y).toEqual([1, null, 3]);
  });
});

describe('alignLines', () => {
  const line: fc.Arbitrary<Line> = fc
    .uniqueArray(fc.nat(60))
    .map((xs) => xs.sort((a, b) => a - b))
    .map((x) => ({ x, y: x.map((each) => each * 2) }));

  it('keeps every point of every line at its x, in ascending order', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const [xs, ...ys] = alignLines(lines);
        expect(xs).toEqual([...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b));
        lines.forEach(({ x, y }, index) => {
          const own = xs.flatMap((each, place) =>
            ys[index]![place] === undefined ? [] : [[each, ys[index]![place]]],
          );
          expect(own).toEqual(x.map((each, place) => [each, y[place]]));
        });
      }),
    );
  });
});

describe('SmoothedSeries', () => {
  it('is the same whether it followed piece by piece or came late', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.array(values), fc.double({ min: 0, max: 0.99, noNaN: true }), (pieces, smoothing) => {
        const source = new Series();
        const following = new SmoothedSeries(source, smoothing);
        for (const piece of pieces) {
          source.append(piece);
          following.update();
        }
        const late = new SmoothedSeries(source, smoothing).update();
        const all = (series: Series) => Array.from({ length: series.length }, (_, index) => series.at(index));
        expect(all(following.update())).toEqual(all(late));
      }),
    );
  });

  it('leaves a constant alone from its first value on', () => {
    const smooth = new SmoothedSeries(seriesOf([5, 5, 5]), 0.9).update();
    for (let index = 0; index < 3; index++) expect(smooth.at(index)).toBeCloseTo(5, 12);
  });

  it('begins anew when the source was cut', () => {
    const source = seriesOf([1, 2, 3]);
    const smoothed = new SmoothedSeries(source, 0.5);
    smoothed.update();
    source.truncate(1);
    expect(smoothed.update().length).toBe(1);
    expect(smoothed.update().at(0)).toBe(1);
  });
});
