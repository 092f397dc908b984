/** The last index whose x is not beyond the one given, x ascending; null where there is none. */
export function nearestBefore(count: number, xOf: (index: number) => number, x: number): number | null {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xOf(middle) <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}
