import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface HistogramProps {
  counts: readonly number[];
  width: number;
  height: number;
  /** Of the bars, as CSS; the theme's where it names a variable. */
  color?: string;
  label: string;
}

/** Bars side by side, drawn on a canvas: one for each count, the highest as high as the canvas. */
export function Histogram({ counts, width, height, color = 'var(--muted)', label }: HistogramProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours follow the scheme
  useEffect(() => {
    if (canvas.current) drawBars(canvas.current, counts, width, height);
  }, [counts, width, height, color, scheme]);
  return (
    <canvas ref={canvas} role="img" aria-label={label} style={{ display: 'block', width, height, color }} />
  );
}

function drawBars(canvas: HTMLCanvasElement, counts: readonly number[], width: number, height: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const density = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  context.scale(density, density);
  context.fillStyle = getComputedStyle(canvas).color;
  const largest = Math.max(...counts, 1);
  const pitch = width / Math.max(1, counts.length);
  const gap = pitch >= 4 ? 1 : 0;
  for (const [index, count] of counts.entries()) {
    if (count <= 0) continue;
    // What is there is seen, however few it is.
    const bar = Math.max(1, (count / largest) * height);
    context.fillRect(index * pitch, height - bar, Math.max(0.5, pitch - gap), bar);
  }
  // A line that the bars stand on.
  context.globalAlpha = 0.35;
  context.fillRect(0, height - 1, width, 1);
}
