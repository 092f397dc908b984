import { useEffect, useRef } from 'react';
import { formatInteger, formatPercent } from '../format';
import type { RunHistory } from '../training/runHistory';
import { ChartFrame } from './ChartFrame';
import type { LineStyle } from './LivePlot';
import { nearestBefore } from './nearest';
import { lineOf } from './plotData';
import { usePlot } from './usePlot';

const lines: LineStyle[] = [
  { color: '--accent', width: 2, points: true },
  { color: '--activation', width: 2, points: true },
];

/** Share of rows whose class is right, epoch by epoch. */
export function AccuracyChart({ history }: { history: RunHistory }) {
  const box = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLSpanElement>(null);
  const { epochs } = history;
  const epochAt = (index: number) => epochs.epochs.at(index);
  usePlot(box, {
    history,
    lines,
    logarithmic: false,
    range: [0, 1.02],
    formatY: (value) => (value > 1 ? '' : `${Math.round(value * 100)} %`),
    onHover: (x) => {
      if (readout.current) readout.current.textContent = x === null ? '' : readoutAt(history, x);
    },
    draw: (window, width) => ({
      lines: [
        lineOf(epochs.accuracy, epochAt, window, width),
        lineOf(epochs.validationAccuracy, epochAt, window, width),
      ],
      whole: epochs.epochs.length > 0 ? [Math.min(1, epochAt(0)), Math.max(2, epochs.epochs.last!)] : null,
    }),
  });
  useEffect(() => {
    const write = () => {
      if (box.current) box.current.dataset.points = String(epochs.accuracy.length);
    };
    write();
    return history.subscribe(write);
  }, [history, epochs]);
  return (
    <ChartFrame
      title="Accuracy"
      legend={[
        { color: '--accent', text: 'training' },
        { color: '--activation', text: 'validation' },
      ]}
      readout={readout}
      hint={null}
    >
      <div ref={box} style={{ position: 'absolute', inset: 0 }} data-testid="accuracy-chart" />
    </ChartFrame>
  );
}

function readoutAt(history: RunHistory, x: number): string {
  const { epochs, accuracy, validationAccuracy } = history.epochs;
  const index = nearestBefore(epochs.length, (each) => epochs.at(each), Math.round(x));
  if (index === null) return '';
  const parts = [`epoch ${formatInteger(epochs.at(index))}`, formatPercent(accuracy.at(index))];
  const validation = validationAccuracy.at(index);
  if (Number.isFinite(validation)) parts.push(`validation ${formatPercent(validation)}`);
  return parts.join(' · ');
}
