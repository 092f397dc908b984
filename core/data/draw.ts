import { Pcg32, randomStreams } from './random';
import { groupByClass } from './split';

export interface DrawRules {
  /** How often a row comes up relative to the others, 0 or more, by row; null where all weigh the same. */
  weights: Float64Array | null;
  /** Class of each row, where every class is to come up as often as the most frequent one; else null. */
  classes: Uint32Array | null;
  seed: number;
}

/** An epoch never grows beyond this many rows, whatever classes and weights ask for. */
const mostDrawn = 2 ** 26;

/**
 * The rows that make up one epoch, ascending, drawn from the training rows by systematic sampling: a row of the mass m comes up n·m/Σm
 * times, rounded up or down. Its mass is its weight, times the size of the largest class over that of its own. n is the number
 * of rows, or that of classes times the size of the largest. Null where no row has any mass.
 */
export function drawRows(train: Uint32Array, { weights, classes, seed }: DrawRules): Uint32Array | null {
  const groups = classes ? groupByClass(train, classes) : [train];
  const largest = groups.reduce((most, group) => Math.max(most, group.length), 0);
  const count = Math.min(groups.length * largest, mostDrawn);
  // Classes that weigh the same come up equally often, to the row: each begins where a whole number of rows is drawn.
  const masses = groups.map((group) => largest * (weights ? meanWeight(group, weights) : 1));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (!(total > 0)) return null;
  const drawn = new Uint32Array(count);
  const start = new Pcg32(seed, randomStreams.draw).random();
  let at = 0;
  let passed = 0;
  groups.forEach((group, index) => {
    const from = count * (passed / total);
    passed += masses[index]!;
    at = drawGroup(group, weights, { from, end: count * (passed / total), start }, drawn, at);
  });
  return drawn.sort();
}

/** Goes along the masses of a group, laid out from `from` to `end`, and takes a row at every whole number beyond `start`. */
function drawGroup(
  group: Uint32Array,
  weights: Float64Array | null,
  { from, end, start }: { from: number; end: number; start: number },
  drawn: Uint32Array,
  at: number,
): number {
  let sum = 0;
  for (const row of group) sum += weights ? weights[row]! : 1;
  let next = at;
  let passed = 0;
  for (let i = 0; i < group.length; i++) {
    const weight = weights ? weights[group[i]!]! : 1;
    if (weight === 0) continue;
    passed += weight;
    const reached = passed >= sum ? end : from + (end - from) * (passed / sum);
    const last = Math.min(Math.floor(reached + start), drawn.length);
    while (next < last) drawn[next++] = group[i]!;
  }
  return next;
}

function meanWeight(group: Uint32Array, weights: Float64Array): number {
  let sum = 0;
  for (const row of group) sum += weights[row]!;
  return sum / group.length;
}
