// Contestants in turn, so that all of them see the machine in the same states; medians count.

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * @template {{ run(milliseconds: number): number | Promise<number> }} Contestant
 * @param {Contestant[]} contestants each gives a rate: more is faster
 * @param {{ rounds: number, milliseconds: number }} effort
 * @returns {Promise<number[][]>} the rates of each contestant, by round
 */
export async function inTurn(contestants, { rounds, milliseconds }) {
  /** @type {number[][]} */
  const rates = contestants.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const rate = await contestant.run(milliseconds);
      // The first round warms up.
      if (round >= 0) rates[index]?.push(rate);
    }
  }
  return rates;
}

/** Of several ways to do the same the rates of the fastest. @param {number[][]} ways */
export function fastest(ways) {
  return [...ways].sort((a, b) => median(b) - median(a))[0] ?? [];
}

/** The median of the ratios within each round. @param {number[]} ours @param {number[]} theirs */
export function ratio(ours, theirs) {
  return median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
}
