import { LargestPiece, LargestPieceGradient } from './instructions';

/** y[i] = the largest of `pieces` neighbours in x, the first of equals. */
export function largestPiece(at: LargestPiece): void {
  const pieces = at.pieces;
  let x = at.x;
  let y = at.y;
  const end = y + (at.count << 2);
  for (; y < end; y += 4, x += pieces << 2) store<f32>(y, load<f32>(x + (largestOf(x, pieces) << 2)));
}

/** dx (+)= dy at the piece that was largest, else 0. */
export function largestPieceGradient(at: LargestPieceGradient): void {
  const pieces = at.pieces;
  let x = at.x;
  let dx = at.dx;
  let dy = at.dy;
  const width = pieces << 2;
  const end = dy + (at.count << 2);
  for (; dy < end; dy += 4, x += width, dx += width) {
    if (!at.accumulate) memory.fill(dx, 0, width);
    const to = dx + (largestOf(x, pieces) << 2);
    store<f32>(to, load<f32>(to) + load<f32>(dy));
  }
}

// @ts-ignore: decorator
@inline
function largestOf(x: usize, pieces: i32): i32 {
  let best = 0;
  let value = load<f32>(x);
  for (let i = 1; i < pieces; i++) {
    const other = load<f32>(x + (i << 2));
    if (other > value) {
      value = other;
      best = i;
    }
  }
  return best;
}
