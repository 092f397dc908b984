import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { generateTable } from '../../../core/data/generators';
import type { GeneratorSource } from '../../../core/data/source';
import { drawPoints, pointsOf } from './drawPoints';

interface PointPlotProps {
  source: GeneratorSource;
  width: number;
  height: number;
  /** Radius of a point, in CSS pixels. */
  dot: number;
  className?: string | undefined;
  label: string;
}

/** What a generator makes, as points. */
export function PointPlot({ source, width, height, dot, className, label }: PointPlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (canvas.current)
      drawPoints(canvas.current, pointsOf(generateTable(source), scheme), { width, height }, dot);
  }, [source, width, height, dot, scheme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={className}
      style={{ display: 'block', width, height }}
      data-testid={`points-${source.generator}`}
    />
  );
}
