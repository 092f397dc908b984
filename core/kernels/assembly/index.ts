import { lead, runBatches } from './team';

// Kernels are exported so that the compiler keeps each a function of its own: it would put those with a single caller
// into one function so large that its loops run out of registers.
export * from './accuracy';
export * from './activateBlock';
export * from './activations';
export * from './batchNorm';
export * from './dense';
export * from './dropout';
export * from './losses';
export * from './maxout';
export * from './merge';
export * from './narrow';
export * from './optimizers';
export * from './packed';
export * from './packedRow';
export * from './panels';
export * from './softmax';
export * from './sparseRow';
export * from './tiles';

/** Below this address the program keeps constants of its own. */
export function firstFreeByte(): usize {
  return __heap_base;
}

export { areFinite } from './finite';
export { work } from './team';

/** Runs the forward program over the rows at `rows`; the loss goes to `loss`. Returns how many rows were right. */
export function forward(team: usize, members: i32, program: usize, rows: usize, loss: usize): i32 {
  // One batch, whose size the program knows; the learning rate, read from any place, is not used.
  return train(team, members, program, program, rows, 1, 1, 1, 0, loss, loss, 0);
}

/**
 * Makes `steps` updates, number `firstStep` and on. `whole` is the program for a batch of batchSize rows, `short` for the
 * last batch where that has fewer; rows[rowCount] are row numbers; rates[steps] and losses[steps] are float64. The team at
 * `team` has room for `members` threads besides the calling one; 0 where there is none. Returns how many rows were right.
 */
export function train(
  team: usize,
  members: i32,
  whole: usize,
  short: usize,
  rows: usize,
  rowCount: i32,
  batchSize: i32,
  steps: i32,
  firstStep: i32,
  rates: usize,
  losses: usize,
  seed: u32,
): i32 {
  return team
    ? lead(team, members, whole, short, rows, rowCount, batchSize, steps, firstStep, rates, losses, seed)
    : runBatches(0, whole, short, rows, rowCount, batchSize, steps, firstStep, rates, losses, seed);
}
