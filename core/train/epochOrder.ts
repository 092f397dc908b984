import { Pcg32, randomStreams } from '../data/random';
import type { TrainingSettings } from './settings';

/** The part of an epoch in which the rows of one block are trained on. */
export interface Stretch {
  block: number;
  rows: number;
  /** Batches of the epoch before this stretch. */
  firstBatch: number;
}

export interface EpochOrder {
  /** In the order of training. */
  stretches: Stretch[];
  /** The rows of a stretch, in the order of training. Quick for the stretch after the last one asked for. */
  rowsOf(stretch: number): Uint32Array;
}

export interface EpochOrders {
  /** As `blockStarts` gives them. */
  starts: Uint32Array;
  batchSize: number;
  stepsPerEpoch: number;
  /** That go through in an epoch. */
  rows: number;
  /** Epochs count from 0. */
  of(epoch: number): EpochOrder;
}

/**
 * The order of every epoch. Blocks are gone through one by one in random order, and the rows of each in random order too; a batch never
 * holds rows of two blocks, so the last one of a block may be short. Everything is drawn from one generator that follows from seed
 * and epoch: first the order of the blocks, then that of the rows of each block in turn. With one block this is a plain permutation.
 *
 * `rows` are those to train on, ascending; one that stands there several times is trained on as often. `starts` is what `blockStarts`
 * gives. A block without rows to train on takes no part.
 */
export function epochOrders(
  rows: Uint32Array,
  starts: Uint32Array,
  training: Pick<TrainingSettings, 'shuffle' | 'seed' | 'batchSize'>,
): EpochOrders {
  const blocks = membersByBlock(rows, starts);
  const largest = blocks.reduce((most, { members }) => Math.max(most, members.length), 0);
  const batchSize = Math.min(training.batchSize, largest);
  const batches = (count: number) => Math.ceil(count / batchSize);
  return {
    starts,
    batchSize,
    stepsPerEpoch: blocks.reduce((sum, { members }) => sum + batches(members.length), 0),
    rows: rows.length,
    of(epoch) {
      const visits = visitor(blocks.length, training, epoch);
      const members = visits.order.map((place) => blocks[place]!.members);
      let firstBatch = 0;
      const stretches = visits.order.map((place, index): Stretch => {
        const stretch = { block: blocks[place]!.block, rows: members[index]!.length, firstBatch };
        firstBatch += batches(stretch.rows);
        return stretch;
      });
      let { draw } = visits;
      let next = 0;
      return {
        stretches,
        rowsOf(stretch) {
          if (stretch < next) {
            ({ draw } = visitor(blocks.length, training, epoch));
            next = 0;
          }
          // The generator has to go through what lies between.
          for (; next < stretch; next++) draw(members[next]!.length);
          next += 1;
          const own = members[stretch]!;
          const places = draw(own.length);
          return places ? places.map((place) => own[place]!) : own;
        },
      };
    },
  };
}

/** The stretch that a batch of an epoch belongs to. */
export function stretchOf(batch: number, stretches: readonly Stretch[]): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (stretches[middle]!.firstBatch <= batch) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The order of the blocks, and what draws the order of so many rows next; null where rows keep their order. */
function visitor(
  blocks: number,
  { shuffle, seed }: Pick<TrainingSettings, 'shuffle' | 'seed'>,
  epoch: number,
): { order: number[]; draw(rows: number): Uint32Array | null } {
  if (!shuffle) return { order: Array.from({ length: blocks }, (_, block) => block), draw: () => null };
  const generator = new Pcg32(seed, randomStreams.shuffle, epoch);
  return { order: Array.from(generator.permutation(blocks)), draw: (rows) => generator.permutation(rows) };
}

/** The first row in use of each block of `blockRows` consecutive rows of the table, and the number of all rows in use. */
export function blockStarts(tableRows: Uint32Array, blockRows: number | null): Uint32Array {
  const starts = [0];
  let block = 0;
  tableRows.forEach((tableRow, row) => {
    const own = blockRows === null ? 0 : Math.floor(tableRow / blockRows);
    if (own > block && row > 0) starts.push(row);
    block = own;
  });
  starts.push(tableRows.length);
  return Uint32Array.from(starts);
}

/** The block of a row in use. */
export function blockOf(row: number, starts: Uint32Array): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

function membersByBlock(rows: Uint32Array, starts: Uint32Array): { block: number; members: Uint32Array }[] {
  const blocks: { block: number; members: Uint32Array }[] = [];
  let from = 0;
  for (let block = 0; block < starts.length - 1; block++) {
    const end = starts[block + 1]!;
    let to = from;
    while (to < rows.length && rows[to]! < end) to += 1;
    if (to > from) blocks.push({ block, members: rows.subarray(from, to) });
    from = to;
  }
  return blocks;
}
