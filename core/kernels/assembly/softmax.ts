import { Softmax, SoftmaxGradient } from './instructions';
import { exponentials, rowMaximum, scaleRow } from './rows';
import { loadPart, multiplyAdd, splat, storePart, sumLanes } from './vectors';

/** y = softmax(x) by rows. */
export function softmax(at: Softmax): void {
  const columns = at.columns;
  const width = columns << 2;
  let x = at.x;
  let y = at.y;
  for (let row = 0; row < at.rows; row++) {
    const sum = exponentials(x, y, columns, rowMaximum(x, columns));
    scaleRow(y, columns, 1 / sum);
    x += width;
    y += width;
  }
}

/** dx (+)= y · (dy − Σ dy · y) by rows. */
export function softmaxGradient(at: SoftmaxGradient): void {
  const columns = at.columns;
  const whole = (columns & ~3) << 2;
  const rest = columns & 3;
  const width = columns << 2;
  const accumulate = at.accumulate;
  let y = at.y;
  let dy = at.dy;
  let dx = at.dx;
  for (let row = 0; row < at.rows; row++) {
    let sum = splat(0);
    for (let i = 0; i < whole; i += 16) sum = multiplyAdd(v128.load(dy + i), v128.load(y + i), sum);
    if (rest) sum = multiplyAdd(loadPart(dy + whole, rest), loadPart(y + whole, rest), sum);
    const mean = splat(sumLanes(sum));
    for (let i = 0; i < whole; i += 16) {
      let gradient = f32x4.mul(v128.load(y + i), f32x4.sub(v128.load(dy + i), mean));
      if (accumulate) gradient = f32x4.add(v128.load(dx + i), gradient);
      v128.store(dx + i, gradient);
    }
    if (rest) {
      let gradient = f32x4.mul(loadPart(y + whole, rest), f32x4.sub(loadPart(dy + whole, rest), mean));
      if (accumulate) gradient = f32x4.add(loadPart(dx + whole, rest), gradient);
      storePart(dx + whole, gradient, rest);
    }
    y += width;
    dy += width;
    dx += width;
  }
}
