import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { rowParts } from '../../core/data/split';
import type { RowPart } from '../../core/protocol';
import { PartName } from '../data/PartName';
import { formatShort } from '../format';
import { type HeadOutcome, numberPairs } from './outcome';
import classes from './side.module.css';

const legendHeight = 18;
const margin = { left: 46, right: 10, top: 8, bottom: 30 };

/** Predicted over actual numbers. On the line the prediction is right. */
export function Scatter({ outcome, part }: { outcome: HeadOutcome; part: RowPart | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [size, setSize] = useState(0);

  useEffect(() => {
    const box = canvas.current?.parentElement;
    if (!box) return;
    const observer = new ResizeObserver(() =>
      setSize(Math.floor(Math.min(box.clientWidth, box.clientHeight - legendHeight))),
    );
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read while drawing
  useEffect(() => {
    const element = canvas.current;
    if (element && size > 80) draw(element, outcome, part, size);
  }, [outcome, part, size, scheme]);

  return (
    <div className={`${classes.side} ${classes.scatter}`}>
      <p className={classes.legend} style={{ height: legendHeight }}>
        {rowParts
          .filter((each) => (part === null || each === part) && outcome.parts.includes(each))
          .map((each) => (
            <span key={each} className={classes.legendEntry}>
              <PartName use={each} />
            </span>
          ))}
      </p>
      <canvas
        ref={canvas}
        style={{ width: size, height: size }}
        data-testid="scatter"
        aria-label="Predicted over actual values"
      />
    </div>
  );
}

function draw(element: HTMLCanvasElement, outcome: HeadOutcome, part: RowPart | null, size: number): void {
  const context = element.getContext('2d');
  if (!context) return;
  const density = window.devicePixelRatio;
  element.width = size * density;
  element.height = size * density;
  context.setTransform(density, 0, 0, density, 0, 0);
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const all = numberPairs(outcome, null).flat();
  if (all.length === 0) return;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of all) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const room = (high - low || 1) * 0.04;
  const [from, to] = [low - room, high + room];
  const width = size - margin.left - margin.right;
  const height = size - margin.top - margin.bottom;
  const x = (value: number) => margin.left + ((value - from) / (to - from)) * width;
  const y = (value: number) => margin.top + height - ((value - from) / (to - from)) * height;

  context.strokeStyle = color('--line');
  context.strokeRect(margin.left + 0.5, margin.top + 0.5, width, height);
  context.strokeStyle = color('--line-strong');
  context.beginPath();
  context.moveTo(x(from), y(from));
  context.lineTo(x(to), y(to));
  context.stroke();

  context.globalAlpha = all.length > 2000 ? 0.35 : 0.75;
  for (const each of ['train', 'test', 'validation'] as const) {
    if (part !== null && part !== each) continue;
    context.fillStyle = color(`--part-${each}`);
    for (const [actual, predicted] of numberPairs(outcome, each)) {
      context.beginPath();
      context.arc(x(actual), y(predicted), 2.2, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;

  context.fillStyle = color('--faint');
  context.font = '11px "JetBrains Mono Variable", monospace';
  context.textAlign = 'left';
  context.fillText(formatShort(low, 3), margin.left, size - 16);
  context.textAlign = 'right';
  context.fillText(formatShort(high, 3), size - margin.right, size - 16);
  context.fillText(formatShort(high, 3), margin.left - 6, margin.top + 10);
  context.fillText(formatShort(low, 3), margin.left - 6, margin.top + height);
  context.font = '11px "Inter Variable", sans-serif';
  context.textAlign = 'center';
  context.fillText('actual', margin.left + width / 2, size - 4);
  context.save();
  context.translate(12, margin.top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText('predicted', 0, 0);
  context.restore();
}
