import { diverging, type Scheme, StableScale, toCss } from './palette';
import { type TileLayout, tileCorner } from './tileLayout';

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
    for (let index = 0; index < layout.shown; index++) {
      const { x, y } = tileCorner(index, layout);
      const value = values?.[index];
      context.fillStyle =
        value === undefined ? marks[scheme].empty : toCss(diverging(value, this.scale, scheme));
      context.fillRect(x, y, layout.size, layout.size);
      if (index === selected) {
        context.strokeStyle = marks[scheme].selected;
        context.lineWidth = 2;
        context.strokeRect(x + 1, y + 1, layout.size - 2, layout.size - 2);
      }
    }
  }
}
