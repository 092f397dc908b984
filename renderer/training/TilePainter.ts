import { diverging, type Scheme, StableScale, toCss } from './palette';
import { paintPicture } from './picture';
import { neuronOfTile, type TileLayout, tileSquare } from './tileLayout';

/** Colours of what is not a value. */
const marks = {
  dark: { empty: '#262a31', selected: '#e7e9ed' },
  light: { empty: '#eef0f4', selected: '#1b1f27' },
} as const satisfies Record<Scheme, { empty: string; selected: string }>;

/** Draws the tiles of one node on its canvas, from one frame to the next. */
export class TilePainter {
  values: Float32Array | null = null;
  private readonly scaling: StableScale;
  private runId: string | null = null;
  private small: HTMLCanvasElement | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly layout: TileLayout,
    private readonly scheme: Scheme,
    /** Canvas pixels per CSS pixel; above the screen's, so that a zoomed canvas stays sharp. */
    private readonly density: number,
    /** The finest scale. */
    floor: number,
  ) {
    this.scaling = new StableScale(floor);
    canvas.width = Math.max(1, Math.round(layout.width * density));
    canvas.height = Math.max(1, Math.round(layout.height * density));
  }

  get scale(): number {
    return this.scaling.value;
  }

  /** Takes the values of a frame; null clears the tiles. Another run brings its own scale. */
  show(values: Float32Array | null, runId: string | null): void {
    this.values = values;
    if (runId !== this.runId) this.scaling.restart();
    this.runId = runId;
    if (!values) return;
    let size = 0;
    for (const value of values) size = Math.max(size, Number.isFinite(value) ? Math.abs(value) : 0);
    this.scaling.follow(size);
  }

  paint(selected: number | null): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { layout, density, scheme, values } = this;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, layout.width, layout.height);
    this.paintImage(context);
    for (let place = 0; place < layout.shown; place++) {
      const neuron = neuronOfTile(place, layout);
      const { x, y, size } = tileSquare(neuron, layout)!;
      const value = values?.[neuron];
      context.fillStyle =
        value === undefined ? marks[scheme].empty : toCss(diverging(value, this.scale, scheme));
      context.fillRect(x, y, size, size);
    }
    const square = selected === null ? null : tileSquare(selected, layout);
    if (!square) return;
    // Around a pixel that is smaller than the line, the line is outside.
    const inset = square.size > 6 ? 1 : -1;
    context.strokeStyle = marks[scheme].selected;
    context.lineWidth = 2;
    context.strokeRect(square.x + inset, square.y + inset, square.size - 2 * inset, square.size - 2 * inset);
  }

  /** The pixels of the picture, painted small and drawn large. */
  private paintImage(context: CanvasRenderingContext2D): void {
    const { scheme, values, scale } = this;
    const { picture } = this.layout;
    if (!picture) return;
    const { offset, width, height, size } = picture;
    if (!values) {
      context.fillStyle = marks[scheme].empty;
      context.fillRect(0, 0, width * size, height * size);
      return;
    }
    this.small ??= document.createElement('canvas');
    paintPicture(this.small, width, height, (pixel) => diverging(values[offset + pixel]!, scale, scheme));
    context.imageSmoothingEnabled = size < 1;
    context.drawImage(this.small, 0, 0, width * size, height * size);
  }
}
