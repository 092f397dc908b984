import { Tooltip } from '@mantine/core';
import { IconArrowsShuffle, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import classes from './rowPicker.module.css';
import { useWatchedLabel } from './useWatchedLabel';

/** Chooses the row of the table whose way through the network is shown. */
export const RowPicker = observer(function RowPicker() {
  const { training, data } = useApp();
  const label = useWatchedLabel();
  const [draft, setDraft] = useState<string | null>(null);
  const { rows, watchRow } = training;
  if (!data.summary || !rows || rows.total === 0) return null;
  const shown = rows.tableRow(watchRow) + 1;
  const goTo = (text: string) => {
    setDraft(null);
    const row = Number.parseInt(text.replaceAll(',', ''), 10);
    if (Number.isInteger(row)) training.setWatchRow(rows.nearest(row - 1));
  };
  return (
    <div className={classes.picker} data-testid="row-picker">
      <Tooltip label="Previous row">
        <button
          type="button"
          className={classes.button}
          aria-label="Previous row"
          disabled={watchRow === 0}
          onClick={() => training.setWatchRow(watchRow - 1)}
        >
          <IconChevronLeft size={14} />
        </button>
      </Tooltip>
      <span>row</span>
      <input
        className={classes.number}
        style={{ width: `${Math.max(3, String(data.summary.rowCount).length + 1)}ch` }}
        aria-label="Row whose neurons are shown"
        data-testid="watch-row"
        value={draft ?? String(shown)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => draft !== null && goTo(draft)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') goTo(event.currentTarget.value);
          if (event.key === 'Escape') setDraft(null);
          if (event.key === 'ArrowUp') training.setWatchRow(watchRow + 1);
          if (event.key === 'ArrowDown') training.setWatchRow(watchRow - 1);
        }}
      />
      <span>of {formatInteger(data.summary.rowCount)}</span>
      <Tooltip label="Next row">
        <button
          type="button"
          className={classes.button}
          aria-label="Next row"
          disabled={watchRow >= rows.total - 1}
          onClick={() => training.setWatchRow(watchRow + 1)}
        >
          <IconChevronRight size={14} />
        </button>
      </Tooltip>
      <Tooltip label="A row at random">
        <button
          type="button"
          className={classes.button}
          aria-label="A row at random"
          onClick={() => training.setWatchRow(Math.floor(Math.random() * rows.total))}
        >
          <IconArrowsShuffle size={14} />
        </button>
      </Tooltip>
      <span className={classes.label} data-testid="watch-label" title="What the target says of this row">
        {label ?? ''}
      </span>
    </div>
  );
});
