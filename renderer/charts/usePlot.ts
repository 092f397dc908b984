import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { RunHistory } from '../training/runHistory';
import { Throttle } from '../training/throttle';
import { LivePlot, type LivePlotOptions } from './LivePlot';
import type { Line, Window } from './plotData';

export interface Drawing {
  lines: readonly Line[];
  /** The x axis when nothing is zoomed; null while there is nothing. */
  whole: readonly [number, number] | null;
}

interface UsePlotOptions extends Pick<LivePlotOptions, 'lines' | 'logarithmic' | 'range' | 'formatY'> {
  history: RunHistory;
  /** What to draw now, for a window of the x axis and a width in pixels. */
  draw(window: Window, width: number): Drawing;
  onHover(x: number | null): void;
}

/** Between two drawings of a plot: its lines are long, and the canvas beside it is to keep moving. */
const drawMs = 60;

/** Keeps a plot in a container, in step with the run, its size and the theme. */
export function usePlot(
  container: RefObject<HTMLDivElement | null>,
  options: UsePlotOptions,
): { zoomed: boolean } {
  const scheme = useComputedColorScheme('light');
  const [zoomed, setZoomed] = useState(false);
  const newest = useRef(options);
  newest.current = options;
  const redraw = useRef<() => void>(() => {});
  const { history, logarithmic, lines } = options;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read while the plot is built
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let window: Window = null;
    const { range, formatY } = newest.current;
    const throttle = new Throttle(() => redraw.current(), drawMs);
    const plot = new LivePlot(element, {
      lines,
      logarithmic,
      ...(range && { range }),
      formatY,
      onHover: (x) => newest.current.onHover(x),
      onWindow: (next) => {
        window = next;
        setZoomed(next !== null);
        throttle.request();
      },
    });
    redraw.current = () => {
      const drawing = newest.current.draw(window, plot.plotWidth);
      plot.setLines(drawing.lines, drawing.whole);
    };
    redraw.current();
    const stop = history.subscribe(throttle.request);
    const sizes = new ResizeObserver(() => {
      plot.resize();
      throttle.request();
    });
    sizes.observe(element);
    return () => {
      stop();
      throttle.cancel();
      sizes.disconnect();
      plot.destroy();
      redraw.current = () => {};
    };
  }, [container, history, logarithmic, lines, scheme]);

  useEffect(() => redraw.current());
  return { zoomed };
}
