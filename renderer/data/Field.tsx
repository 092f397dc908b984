import type { ReactNode } from 'react';
import classes from './preparation.module.css';

/** A label, its control, and one sentence on what is chosen. */
export function Field({
  label,
  meaning,
  children,
}: {
  label: string;
  meaning?: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.field}>
      <div className={classes.fieldLine}>
        <span className={classes.label}>{label}</span>
        {children}
      </div>
      {meaning && <p className={classes.note}>{meaning}</p>}
    </div>
  );
}
