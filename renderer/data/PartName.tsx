import type { RowUse } from '../../core/data/query';
import { formatInteger } from '../format';
import classes from './part.module.css';
import { partNames } from './partNames';

interface PartNameProps {
  use: RowUse;
  /** How many it has, where that is to be said. */
  rows?: number;
}

/** The name of a part of the split, behind the colour that bars and plots give it. */
export function PartName({ use, rows }: PartNameProps) {
  return (
    <>
      <i className={classes.mark} data-use={use} aria-hidden="true" />
      {rows === undefined ? partNames[use] : `${formatInteger(rows)} ${partNames[use]}`}
    </>
  );
}
