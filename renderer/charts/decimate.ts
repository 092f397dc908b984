import type { Series } from '../training/series';

/**
 * Picks the points of `[from, to)` that a plot `buckets` pixels wide has to show: of each pixel's samples the smallest and
 * the largest, in the order in which they came, and always the first and the last sample. Returns ascending indices. Where
 * there are no more samples than two to a pixel, all of them. A pixel without a finite value keeps one sample, which is a
 * gap in the line.
 */
export function pickExtremes(series: Series, from: number, to: number, buckets: number): number[] {
  const first = Math.max(0, from);
  const end = Math.min(series.length, to);
  const count = end - first;
  if (count <= 0) return [];
  if (count <= 2 * buckets || buckets < 1)
    return Array.from({ length: count }, (_, offset) => first + offset);
  const picked: number[] = [first];
  const add = (index: number) => {
    if (index > picked[picked.length - 1]!) picked.push(index);
  };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = first + Math.floor((bucket * count) / buckets);
    const stop = first + Math.floor(((bucket + 1) * count) / buckets);
    const { low, high } = series.extremes(start, stop);
    if (low < 0) {
      add(start);
      continue;
    }
    add(Math.min(low, high));
    add(Math.max(low, high));
  }
  add(end - 1);
  return picked;
}
