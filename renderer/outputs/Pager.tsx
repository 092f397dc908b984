import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import type { Predictions } from '../../core/protocol';
import { formatInteger } from '../format';
import classes from './outputs.module.css';
import type { PredictionStore } from './predictionStore';

interface PagerProps {
  store: PredictionStore;
  page: NonNullable<Predictions['page']>;
  /** Rows of this page. */
  shown: number;
}

/** Which rows of a streamed table are predicted, and the way to the others. */
export const Pager = observer(function Pager({ store, page: { first, size, total }, shown }: PagerProps) {
  const isTurning = store.firstRow !== first;
  return (
    <span className={classes.pager} data-testid="outputs-page" aria-busy={isTurning}>
      <button
        type="button"
        className={classes.turn}
        aria-label="Rows before these"
        title="Rows before these"
        disabled={first === 0 || isTurning}
        onClick={() => store.showPage(Math.max(0, first - size))}
      >
        <IconChevronLeft size={14} />
      </button>
      <span title="The table is streamed from disk: its rows are predicted a page at a time, and scores are those of the page">
        {formatInteger(first + 1)} to {formatInteger(first + shown)} of {formatInteger(total)}
      </span>
      <button
        type="button"
        className={classes.turn}
        aria-label="Rows after these"
        title="Rows after these"
        data-testid="outputs-next-page"
        disabled={first + shown >= total || isTurning}
        onClick={() => store.showPage(first + size)}
      >
        <IconChevronRight size={14} />
      </button>
    </span>
  );
});
