import { Pcg32, randomStreams } from './random';
import type { RowPart } from './rowPart';

export interface Shares {
  validation: number;
  test: number;
}

export const rowParts = ['train', 'validation', 'test'] as const satisfies readonly RowPart[];

/** Rows by part, ascending. */
export type SplitRows = Record<RowPart, Uint32Array>;

/**
 * Deals `rows` rows out to the parts, at random but always alike for one seed. With `classes` (a class number for every row) each
 * class is dealt out by itself, so that every part's share of every class is right within one row.
 */
export function splitRows(
  rows: number,
  shares: Shares,
  seed: number,
  classes: Uint32Array | null,
): SplitRows {
  const order = new Pcg32(seed, randomStreams.split).permutation(rows);
  return deal(classes ? groupByClass(order, classes) : [order], rows, shares);
}

/** Holds out the rows with the largest keys, those for testing last; equal keys go by row. */
export function splitByOrder(keys: Float64Array, shares: Shares): SplitRows {
  const sizes = apportion(
    keys.length,
    shares,
    rowParts.map(() => 0),
  ) as [number, number, number];
  const sorted = keys.toSorted();
  const isFirst = markSmallest(keys, sorted, sizes[0]);
  const isBeforeTest = markSmallest(keys, sorted, sizes[0] + sizes[1]);
  const partOf = new Uint8Array(keys.length);
  for (let row = 0; row < partOf.length; row++) partOf[row] = 2 - isFirst[row]! - isBeforeTest[row]!;
  return gatherParts(partOf);
}

/** 1 for the `count` smallest keys, of equal ones the first. `sorted` are all keys in ascending order. */
function markSmallest(keys: Float64Array, sorted: Float64Array, count: number): Uint8Array {
  if (count === keys.length) return new Uint8Array(count).fill(1);
  const marks = new Uint8Array(keys.length);
  const limit = sorted[count]!;
  let left = count;
  for (let row = 0; row < keys.length; row++) {
    if (keys[row]! < limit) {
      marks[row] = 1;
      left -= 1;
    }
  }
  for (let row = 0; left > 0; row++) {
    if (keys[row] === limit) {
      marks[row] = 1;
      left -= 1;
    }
  }
  return marks;
}

/** Rows by part, where `partOf` holds an index into `rowParts` for each. */
export function gatherParts(partOf: Uint8Array): SplitRows {
  const sizes = rowParts.map(() => 0);
  for (let row = 0; row < partOf.length; row++) sizes[partOf[row]!]! += 1;
  const lists = sizes.map((size) => new Uint32Array(size));
  const ends = rowParts.map(() => 0);
  for (let row = 0; row < partOf.length; row++) {
    const part = partOf[row]!;
    lists[part]![ends[part]!++] = row;
  }
  return { train: lists[0]!, validation: lists[1]!, test: lists[2]! };
}

/** The first rows of each group are for training, then come those for validation, then those for testing. */
function deal(groups: readonly Uint32Array[], rows: number, shares: Shares): SplitRows {
  const partOf = new Uint8Array(rows);
  const owed = rowParts.map(() => 0);
  for (const group of groups) {
    const [train, validation] = apportion(group.length, shares, owed) as [number, number, number];
    for (let place = train; place < group.length; place++)
      partOf[group[place]!] = place < train + validation ? 1 : 2;
  }
  return gatherParts(partOf);
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

/** The rows of each class that has any, by ascending class, in the order given. */
export function groupByClass(order: Uint32Array, classes: Uint32Array): Uint32Array[] {
  let last = -1;
  for (const group of classes) if (group > last) last = group;
  const sizes = new Uint32Array(last + 1);
  for (const row of order) sizes[classes[row]!]! += 1;
  const groups = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (const row of order) {
    const group = classes[row]!;
    groups[group]![sizes[group]!++] = row;
  }
  return groups.filter((group) => group.length > 0);
}
