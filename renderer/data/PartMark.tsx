import type { RowUse } from '../../core/data/query';
import classes from './part.module.css';

/** The colour of a part of the split, as bars and plots have it. */
export function PartMark({ use }: { use: RowUse }) {
  return <i className={classes.mark} data-use={use} aria-hidden="true" />;
}
