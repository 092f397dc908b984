import { Batch } from './batch';
import { execute } from './execute';
import { Op } from './opcodes';

// Kernels are exported so that the compiler keeps each a function of its own: it would put those with a single caller
// into one function so large that its loops run out of registers.
export * from './accuracy';
export * from './activations';
export * from './batchNorm';
export * from './dense';
export * from './dropout';
export * from './losses';
export * from './maxout';
export * from './merge';
export * from './optimizers';
export * from './packed';
export * from './softmax';

/** Below this address the program keeps constants of its own. */
export function firstFreeByte(): usize {
  return __heap_base;
}

/** Runs the instructions from `at` to their end. */
function run(at: usize): void {
  for (;;) {
    const head = load<i32>(at);
    const op = head & 0xff;
    if (op == Op.end) return;
    execute(op, head >> 8, at + 8);
    at += <usize>load<u32>(at, 4) << 2;
  }
}

/**
 * Runs the forward program once over the rows at `rows`; the loss goes to `loss`. Returns how many rows were right.
 */
export function forward(program: usize, rows: usize, loss: usize): i32 {
  Batch.order = rows;
  Batch.lossOut = loss;
  Batch.correct = 0;
  run(program);
  return Batch.correct;
}

/**
 * Makes `steps` updates, number `firstStep` and on. `whole` is the program for a batch of batchSize rows, `short` for the
 * last batch where that has fewer; rows[rowCount] are row numbers; rates[steps] and losses[steps] are float64. Returns how
 * many rows were right.
 */
export function train(
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
  Batch.order = rows;
  Batch.lossOut = losses;
  Batch.correct = 0;
  Batch.seed = seed;
  for (let i = 0; i < steps; i++) {
    Batch.step = firstStep + i;
    Batch.learningRate = load<f64>(rates + (<usize>i << 3));
    run(rowCount >= batchSize ? whole : short);
    rowCount -= batchSize;
    Batch.order += batchSize << 2;
    Batch.lossOut += 8;
  }
  return Batch.correct;
}
