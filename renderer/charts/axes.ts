/** From zero, so that heights compare; with a little room above. */
export function linearRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const top = max > 0 ? max * 1.05 : max + Math.abs(max) * 0.05 + 1e-9;
  return [Math.min(0, min), top];
}

/** The widest range drawn: what is smaller than the largest value by more than this runs out of the picture. */
const mostDecades = 12;

const steps = [1, 2, 5];
const slack = 1e-9;

/** The nth of …, 0.5, 1, 2, 5, 10, 20, …; 1 is the 0th. */
function roundNumber(n: number): number {
  return Number(`${steps[((n % 3) + 3) % 3]}e${Math.floor(n / 3)}`);
}

/** The place in that list of the last number that is not above this one. */
function placeBelow(value: number): number {
  let place = 3 * Math.floor(Math.log10(value));
  while (roundNumber(place + 1) <= value * (1 + slack)) place += 1;
  return place;
}

/** From one round number to another around the values. */
export function logRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null || !(min > 0) || !(max > 0)) return [0.01, 1];
  const down = placeBelow(Math.max(min, max / 10 ** mostDecades));
  let up = placeBelow(max);
  if (roundNumber(up) < max * (1 - slack)) up += 1;
  return [roundNumber(down), roundNumber(Math.max(up, down + 1))];
}

/** At most this many lines across the plot. */
const mostTicks = 6;

/** Powers of ten, every so many of them that few remain; within one or two decades 2 and 5 between them. */
export function logTicks(min: number, max: number): number[] {
  const low = Math.ceil(Math.log10(min) - 1e-9);
  const high = Math.floor(Math.log10(max) + 1e-9);
  const decades = high - low + 1;
  if (decades <= 2) {
    const ticks: number[] = [];
    for (let place = 3 * (low - 1); place <= 3 * (high + 1); place++) {
      const tick = roundNumber(place);
      if (tick >= min * (1 - slack) && tick <= max * (1 + slack)) ticks.push(tick);
    }
    return ticks;
  }
  const stride = Math.ceil(decades / mostTicks);
  const ticks: number[] = [];
  for (let power = Math.ceil(low / stride) * stride; power <= high; power += stride)
    ticks.push(Number(`1e${power}`));
  return ticks;
}
