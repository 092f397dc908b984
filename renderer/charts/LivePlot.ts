import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import { formatShort } from '../format';
import { linearRange, logRange, logTicks } from './axes';
import { alignLines, type Line, type Window } from './plotData';

export interface LineStyle {
  /** CSS custom property that holds the colour. */
  color: `--${string}`;
  width: number;
  opacity?: number;
  /** Draw a dot at each point while there are few. */
  points?: boolean;
}

export interface LivePlotOptions {
  lines: readonly LineStyle[];
  logarithmic: boolean;
  /** Smallest and largest y where they are known beforehand. */
  range?: readonly [number, number];
  formatY(value: number): string;
  /** Where the pointer is on the x axis; null when it has left. */
  onHover(x: number | null): void;
  /** The user has zoomed, or gone back to the whole. */
  onWindow(window: Window): void;
}

const axisFont = '11px "JetBrains Mono Variable", monospace';

/** A uPlot that is fed outside React: lines come as points already reduced to what the screen can show. */
export class LivePlot {
  private readonly plot: uPlot;
  private window: Window = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly options: LivePlotOptions,
  ) {
    this.plot = new uPlot(this.build(), alignLines(options.lines.map(() => ({ x: [], y: [] }))), container);
    this.plot.over.addEventListener('dblclick', this.showAll);
  }

  /** Pixels between the axes. */
  get plotWidth(): number {
    return Math.max(1, Math.round(this.plot.bbox.width / uPlot.pxRatio));
  }

  /** `whole`: the x axis when nothing is zoomed. */
  setLines(lines: readonly Line[], whole: readonly [number, number] | null): void {
    const data = alignLines(lines) as uPlot.AlignedData;
    this.plot.batch(() => {
      this.plot.setData(data, false);
      const [min, max] = this.window ? [this.window.from, this.window.to] : (whole ?? [0, 1]);
      this.settingScale = true;
      this.plot.setScale('x', { min, max: max > min ? max : min + 1 });
    });
    this.settingScale = false;
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.container;
    if (width > 0 && height > 0) this.plot.setSize({ width, height });
  }

  destroy(): void {
    this.plot.over.removeEventListener('dblclick', this.showAll);
    this.plot.destroy();
  }

  private settingScale = false;

  private readonly showAll = () => {
    this.window = null;
    this.options.onWindow(null);
  };

  private build(): uPlot.Options {
    const style = getComputedStyle(this.container);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const axis: uPlot.Axis = {
      stroke: color('--faint'),
      font: axisFont,
      grid: { stroke: color('--grid'), width: 1 },
      ticks: { show: false },
    };
    const { lines, logarithmic, range, formatY, onHover } = this.options;
    return {
      width: Math.max(10, this.container.clientWidth),
      height: Math.max(10, this.container.clientHeight),
      padding: [8, 22, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, dist: 4 } },
      scales: {
        x: { time: false },
        y: {
          distr: logarithmic ? 3 : 1,
          range: range
            ? [range[0], range[1]]
            : logarithmic
              ? (_plot, min, max) => logRange(min, max)
              : (_plot, min, max) => linearRange(min, max),
        },
      },
      axes: [
        { ...axis, size: 24, gap: 4, space: 72, values: (_plot, ticks) => ticks.map(wholeTick) },
        {
          ...axis,
          size: 58,
          gap: 4,
          ...(logarithmic && {
            splits: (_plot, _axis, min, max) => logTicks(min, max),
            filter: (_plot, ticks) => ticks,
          }),
          values: (_plot, ticks) => ticks.map((tick) => (tick === null ? '' : formatY(tick))),
        },
      ],
      series: [
        {},
        ...lines.map(
          (line): uPlot.Series => ({
            stroke: color(line.color),
            width: line.width,
            alpha: line.opacity ?? 1,
            spanGaps: false,
            points: { show: line.points ? (plot, index) => fewPoints(plot, index) : false, size: 5 },
          }),
        ),
      ],
      hooks: {
        setCursor: [
          (plot) => {
            const left = plot.cursor.left ?? -1;
            onHover(left < 0 ? null : plot.posToVal(left, 'x'));
          },
        ],
        setScale: [(plot, key) => this.zoomed(plot, key)],
      },
    };
  }

  private zoomed(plot: uPlot, key: string): void {
    if (key !== 'x' || this.settingScale) return;
    const { min, max } = plot.scales.x ?? {};
    if (min == null || max == null) return;
    this.window = { from: min, to: max };
    this.options.onWindow(this.window);
  }
}

function wholeTick(tick: number): string {
  return Number.isInteger(tick) ? formatShort(tick, 7) : '';
}

function fewPoints(plot: uPlot, index: number): boolean {
  const values = plot.data[index] ?? [];
  let count = 0;
  for (const value of values) if (value != null) count += 1;
  return count <= 40;
}
