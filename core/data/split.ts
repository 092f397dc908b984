import type { RowPart } from '../protocol';
import { Pcg32, randomStreams } from './random';

export interface Shares {
  validation: number;
  test: number;
}

export const rowParts = ['train', 'validation', 'test'] as const satisfies readonly RowPart[];

/**
 * Deals `rows` rows out to the parts, at random but always alike for one seed; each part is in ascending order.
 * With `classes` (a class number for every row) each class is dealt out by itself, so that every part's share of every
 * class is right within one row.
 */
export function splitRows(
  rows: number,
  shares: Shares,
  seed: number,
  classes: Uint32Array | null,
): Record<RowPart, Uint32Array> {
  const order = new Pcg32(seed, randomStreams.split).permutation(rows);
  const groups = classes ? groupByClass(order, classes) : [[...order]];
  const parts: Record<RowPart, number[]> = { train: [], validation: [], test: [] };
  const owed = rowParts.map(() => 0);
  for (const group of groups) {
    const sizes = apportion(group.length, shares, owed);
    let next = 0;
    rowParts.forEach((part, index) => {
      for (let n = 0; n < sizes[index]!; n++) parts[part].push(group[next++]!);
    });
  }
  const ascending = (part: RowPart) => Uint32Array.from(parts[part]).sort();
  return { train: ascending('train'), validation: ascending('validation'), test: ascending('test') };
}

/**
 * Sizes of the parts of one class: each quota rounded down, and what is left to the parts that have been short-changed
 * most over all classes so far (`owed`, in rows, carried on).
 */
function apportion(rows: number, { validation, test }: Shares, owed: number[]): number[] {
  const quotas = [rows * (1 - validation - test), rows * validation, rows * test].map(roundNearInteger);
  const sizes = quotas.map(Math.floor);
  quotas.forEach((quota, index) => {
    owed[index]! += quota - sizes[index]!;
  });
  let left = rows - sizes.reduce((sum, size) => sum + size, 0);
  const fractional = rowParts.map((_, index) => index).filter((index) => quotas[index]! > sizes[index]!);
  for (const index of fractional.sort((a, b) => owed[b]! - owed[a]! || a - b)) {
    if (left === 0) break;
    sizes[index]! += 1;
    owed[index]! -= 1;
    left -= 1;
  }
  return sizes;
}

/** 0.3 · 10 is a whole number here, whatever the last bit says. */
function roundNearInteger(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-6 ? nearest : value;
}

function groupByClass(order: Uint32Array, classes: Uint32Array): number[][] {
  const groups: number[][] = [];
  for (const row of order) {
    const group = classes[row]!;
    groups[group] ??= [];
    groups[group].push(row);
  }
  return groups.filter(() => true);
}
