import type { Rgb } from './palette';

/** Draws a picture pixel by pixel; the canvas is as many pixels wide and high, and stretched by its style. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  colorOf: (pixel: number) => Rgb,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [red, green, blue] = colorOf(pixel);
    image.data[4 * pixel] = red;
    image.data[4 * pixel + 1] = green;
    image.data[4 * pixel + 2] = blue;
    image.data[4 * pixel + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** How large a picture is drawn so that it fits into a box: whole pixels where it is smaller, its shape kept. */
export function fitPicture(
  width: number,
  height: number,
  box: { width: number; height: number },
): { width: number; height: number } {
  const factor = Math.min(box.width / width, box.height / height);
  const scale = factor >= 1 ? Math.floor(factor) : factor;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
