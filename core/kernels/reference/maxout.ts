/** y[rows, units] = the largest of each unit's `pieces` neighbouring columns of x[rows, units · pieces]; overwrites y. */
export function largestPiece(x: Float64Array, y: Float64Array, pieces: number): void {
  for (let unit = 0; unit < y.length; unit++) y[unit] = x[largestAt(x, unit, pieces)]!;
}

/** dx = dy at the piece that was largest (the first of equals), 0 at the others; adds with `accumulate`. */
export function largestPieceGradient(
  x: Float64Array,
  dy: Float64Array,
  dx: Float64Array,
  pieces: number,
  accumulate: boolean,
): void {
  if (!accumulate) dx.fill(0);
  for (let unit = 0; unit < dy.length; unit++) dx[largestAt(x, unit, pieces)]! += dy[unit]!;
}

function largestAt(x: Float64Array, unit: number, pieces: number): number {
  let best = unit * pieces;
  for (let i = best + 1; i < (unit + 1) * pieces; i++) if (x[i]! > x[best]!) best = i;
  return best;
}
