import { observer } from 'mobx-react-lite';
import { useEffect, useMemo, useRef } from 'react';
import { formatInteger, formatNumber, formatShort } from '../format';
import type { RunHistory } from '../training/runHistory';
import { ChartFrame } from './ChartFrame';
import type { LineStyle } from './LivePlot';
import { nearestBefore } from './nearest';
import { epochEnd, type Line, lineOf, stepOf } from './plotData';
import { SmoothedSeries } from './smoothing';
import { usePlot } from './usePlot';

const rawLines: LineStyle[] = [
  { color: '--accent', width: 1, opacity: 0.45 },
  { color: '--accent', width: 2 },
  { color: '--accent', width: 2, points: true },
  { color: '--activation', width: 2, points: true },
];
const nothing = { x: [], y: [] };

interface LossChartProps {
  history: RunHistory;
  logarithmic: boolean;
  /** Weight of the past in the smoothed line; 0 leaves it out. */
  smoothing: number;
}

/** Loss over steps: every step (the smallest and largest of each pixel), the mean of each epoch, and validation. */
export const LossChart = observer(function LossChart({ history, logarithmic, smoothing }: LossChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const { losses, epochs, rewinds } = history;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rewound run is smoothed anew
  const smooth = useMemo(() => new SmoothedSeries(losses, smoothing), [losses, smoothing, rewinds]);

  const { zoomed } = usePlot(box, {
    history,
    lines: rawLines,
    logarithmic,
    formatY: (value) => formatShort(value, 3),
    onHover: (x) => {
      if (readout.current) readout.current.textContent = x === null ? '' : readoutAt(history, x);
    },
    draw: (window, width) => {
      const step = stepOf(history);
      const end = epochEnd(history);
      // A loss of 0 has no place on a logarithmic axis: the line leaves the picture at the bottom.
      const positive = (line: Line) =>
        logarithmic ? { x: line.x, y: line.y.map((y) => (y === null ? null : Math.max(y, 1e-300))) } : line;
      const first = step(0);
      return {
        lines: [
          lineOf(losses, step, window, width),
          smoothing > 0 ? lineOf(smooth.update(), step, window, width) : nothing,
          smoothing > 0 ? nothing : lineOf(epochs.loss, end, window, width),
          lineOf(epochs.validationLoss, end, window, width),
        ].map(positive),
        whole: losses.length > 0 ? [first, Math.max(first + 1, history.step)] : null,
      };
    },
  });

  useEffect(() => {
    const write = () => {
      const element = box.current;
      if (!element) return;
      element.dataset.points = String(losses.length);
      element.dataset.epochs = String(epochs.loss.length);
      if (losses.last === null) delete element.dataset.lastLoss;
      else element.dataset.lastLoss = String(losses.last);
    };
    write();
    return history.subscribe(write);
  }, [history, losses, epochs]);

  return (
    <ChartFrame
      title="Loss"
      legend={[
        { color: '--accent', faint: true, text: 'training, each step' },
        { color: '--accent', text: smoothing > 0 ? 'smoothed' : 'epoch mean' },
        { color: '--activation', text: 'validation' },
      ]}
      readout={readout}
      hint={zoomed ? 'Double-click to see all' : null}
    >
      <div ref={box} style={{ position: 'absolute', inset: 0 }} data-testid="loss-chart" />
    </ChartFrame>
  );
});

/** `step 1,260 · loss 0.07312 · epoch 42: training 0.0731, validation 0.0801` */
function readoutAt(history: RunHistory, x: number): string {
  const { losses, epochs } = history;
  if (losses.length === 0) return '';
  const step = stepOf(history);
  const index = nearestBefore(losses.length, step, x + 0.5) ?? 0;
  const parts = [`step ${formatInteger(step(index))}`, `loss ${formatNumber(losses.at(index))}`];
  const epoch = nearestBefore(epochs.epochs.length, epochEnd(history), x);
  if (epoch !== null) {
    const validation = epochs.validationLoss.at(epoch);
    const means = [`mean ${formatNumber(epochs.loss.at(epoch))}`];
    if (Number.isFinite(validation)) means.push(`validation ${formatNumber(validation)}`);
    parts.push(`epoch ${formatInteger(epochs.epochs.at(epoch))}: ${means.join(', ')}`);
  }
  return parts.join(' · ');
}
