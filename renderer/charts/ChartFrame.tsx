import type { ReactNode, RefObject } from 'react';
import classes from './charts.module.css';

interface LegendEntry {
  color: `--${string}`;
  faint?: boolean;
  text: string;
}

interface ChartFrameProps {
  title: string;
  legend: readonly LegendEntry[];
  /** Filled by the chart with what stands under the pointer. */
  readout: RefObject<HTMLSpanElement | null>;
  hint: string | null;
  children: ReactNode;
}

/** Title, legend in words, and the values under the pointer, over a plot that fills the rest. */
export function ChartFrame({ title, legend, readout, hint, children }: ChartFrameProps) {
  return (
    <section className={classes.chart} aria-label={title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {legend.map(({ color, faint, text }) => (
          <span key={text} className={classes.entry}>
            <span
              className={classes.swatch}
              style={{ background: `var(${color})`, opacity: faint ? 0.45 : 1 }}
              aria-hidden="true"
            />
            {text}
          </span>
        ))}
        {hint && <span className={classes.hint}>{hint}</span>}
        <span ref={readout} className={classes.readout} />
      </div>
      <div className={classes.plot}>{children}</div>
    </section>
  );
}
