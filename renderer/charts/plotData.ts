import type { RunHistory } from '../training/runHistory';
import type { Series } from '../training/series';
import { pickExtremes } from './decimate';

/** One line of a plot: y over x, x ascending; null where the line is interrupted. */
export interface Line {
  x: number[];
  y: (number | null)[];
}

/** The part of the x axis that is on screen; null for all of it. */
export type Window = { from: number; to: number } | null;

const finiteOrGap = (value: number) => (Number.isFinite(value) ? value : null);

/** Indices of an ascending x that a window shows, with one more on each side, so that lines run out of the picture. */
function visible(series: Series, xOf: (index: number) => number, window: Window): [number, number] {
  if (!window) return [0, series.length];
  const firstAt = (x: number) => {
    let low = 0;
    let high = series.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (xOf(middle) < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [Math.max(0, firstAt(window.from) - 1), Math.min(series.length, firstAt(window.to) + 2)];
}

/** A series over x, reduced to what `width` pixels can show. */
export function lineOf(series: Series, xOf: (index: number) => number, window: Window, width: number): Line {
  const [from, to] = visible(series, xOf, window);
  const picked = pickExtremes(series, from, to, width);
  return { x: picked.map(xOf), y: picked.map((index) => finiteOrGap(series.at(index))) };
}

/** The number, from 1, of the step whose loss stands at an index of the history. */
export function stepOf(history: RunHistory): (index: number) => number {
  return (index) => history.stepAt(index);
}

/** The step after which an epoch's results were measured. */
export function epochEnd(history: RunHistory): (index: number) => number {
  const { epochs } = history.epochs;
  return (index) => epochs.at(index) * Math.max(1, history.stepsPerEpoch);
}

/**
 * Lines with different x on one x axis, as uPlot wants them: the union of all x, and for every line its y there. Where a
 * line has no point of its own stands undefined, which draws through; null interrupts.
 */
export function alignLines(lines: readonly Line[]): [number[], ...(number | null | undefined)[][]] {
  const places = lines.map(() => 0);
  const xs: number[] = [];
  const ys: (number | null | undefined)[][] = lines.map(() => []);
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    lines.forEach(({ x }, line) => {
      next = Math.min(next, x[places[line]!] ?? Number.POSITIVE_INFINITY);
    });
    if (next === Number.POSITIVE_INFINITY) return [xs, ...ys];
    xs.push(next);
    lines.forEach(({ x, y }, line) => {
      const place = places[line]!;
      const here = x[place] === next;
      ys[line]!.push(here ? y[place] : undefined);
      if (here) places[line] = place + 1;
    });
  }
}
