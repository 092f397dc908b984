import { cellText, type Table } from '../../../core/data/table';
import { classColor, diverging, type Scheme, toCss } from '../../training/palette';

/** More points than this are not told apart by eye. */
const mostPoints = 4000;

/** Points of a picture: places, and the colour of each. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
  colorOf(index: number): string;
}

/**
 * Made-up rows as a picture: two features as a plane with the class or the number as colour; one feature against the number as a
 * curve.
 */
export function pointsOf(table: Table, scheme: Scheme): Points {
  const [first, second, third] = table.columns;
  const values = (column: Table['columns'][number] | undefined) =>
    column && column.kind !== 'text' ? column.values : new Float64Array(table.rowCount);
  if (!third) {
    const curve = classColor(0);
    return { x: values(first), y: values(second), colorOf: () => curve };
  }
  const plane = { x: values(first), y: values(second) };
  if (third.kind === 'text') {
    const names = [...third.texts].sort();
    return { ...plane, colorOf: (index) => classColor(names.indexOf(cellText(third, index))) };
  }
  const size = third.values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return { ...plane, colorOf: (index) => toCss(diverging(third.values[index]!, size, scheme)) };
}

/** Draws points over the whole of a canvas; `size` in CSS pixels. */
export function drawPoints(
  canvas: HTMLCanvasElement,
  points: Points,
  size: { width: number; height: number },
  dot: number,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const density = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(size.width * density);
  canvas.height = Math.round(size.height * density);
  context.scale(density, density);
  const margin = dot * 2;
  const place = (values: Float64Array, from: number, to: number) => {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    const span = max > min ? max - min : 1;
    return (index: number) => from + ((values[index]! - min) / span) * (to - from);
  };
  const left = place(points.x, margin, size.width - margin);
  const top = place(points.y, size.height - margin, margin);
  const shown = Math.min(points.x.length, mostPoints);
  context.globalAlpha = shown > 1500 ? 0.7 : 0.9;
  for (let index = 0; index < shown; index++) {
    context.fillStyle = points.colorOf(index);
    context.beginPath();
    context.arc(left(index), top(index), dot, 0, 2 * Math.PI);
    context.fill();
  }
}
