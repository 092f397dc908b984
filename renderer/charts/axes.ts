/** From zero, so that heights compare; with a little room above. */
export function linearRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const top = max > 0 ? max * 1.05 : max + Math.abs(max) * 0.05 + 1e-9;
  return [Math.min(0, min), top];
}

/** The widest range drawn: what is smaller than the largest value by more than this runs out of the picture. */
const mostDecades = 12;

/** Whole steps of a third of a decade around the values. */
export function logRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null || !(min > 0) || !(max > 0)) return [0.01, 1];
  const lowest = Math.max(Math.log10(min), Math.log10(max) - mostDecades);
  const down = 10 ** (Math.floor(lowest * 3) / 3);
  const up = 10 ** (Math.ceil(Math.log10(max) * 3) / 3);
  return up > down ? [down, up] : [down, down * 10];
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
    for (let power = low - 1; power <= high; power++) {
      for (const step of [1, 2, 5]) {
        const tick = Number(`${step}e${power}`);
        if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) ticks.push(tick);
      }
    }
    return ticks;
  }
  const stride = Math.ceil(decades / mostTicks);
  const ticks: number[] = [];
  for (let power = Math.ceil(low / stride) * stride; power <= high; power += stride)
    ticks.push(Number(`1e${power}`));
  return ticks;
}
