import { useVirtualizer } from '@tanstack/react-virtual';
import { observer } from 'mobx-react-lite';
import { useRef, useState } from 'react';
import { columnRole, columnWidth } from '../../../core/data/widths';
import { useApp } from '../../app/appStore';
import { matches } from '../../app/search';
import { formatCount, formatInteger } from '../../format';
import type { Field } from './fields';
import classes from './form.module.css';
import type { Change } from './NumberInput';

interface ColumnChoiceProps {
  field: Field;
  value: unknown;
  testId: string;
  onChange: Change;
}

const rowHeight = 26;
/** From this many columns on, one looks for them. */
const findFrom = 12;

/** Which columns a data node reads. None ticked: those with its role. */
export const ColumnChoice = observer(function ColumnChoice({
  field,
  value,
  testId,
  onChange,
}: ColumnChoiceProps) {
  const { document } = useApp();
  const { dataset, graph } = document;
  const [sought, setSought] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const columns = dataset?.columns ?? [];
  const shown = sought.trim() === '' ? columns : columns.filter(({ name }) => matches(sought, name));
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  if (!dataset) return <p className={classes.empty}>Columns appear here once there is data.</p>;
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : []);
  const setShown = (on: boolean, names: readonly string[]) => {
    const next = new Set(chosen);
    for (const name of names)
      if (on) next.add(name);
      else next.delete(name);
    onChange(
      columns.map(({ name }) => name).filter((name) => next.has(name)),
      false,
    );
  };
  return (
    <fieldset className={classes.columns} data-testid={testId}>
      <legend className={classes.label} title={field.description}>
        {field.title}
      </legend>
      <p className={classes.note}>
        {chosen.size === 0
          ? 'All with the fitting role. Tick some to choose your own.'
          : `${formatInteger(chosen.size)} chosen.`}
        {chosen.size > 0 && (
          <button type="button" className={classes.link} onClick={() => onChange([], false)}>
            Choose by role
          </button>
        )}
        {sought.trim() !== '' && shown.length > 0 && (
          <button
            type="button"
            className={classes.link}
            onClick={() =>
              setShown(
                true,
                shown.filter(({ type }) => type !== 'text').map(({ name }) => name),
              )
            }
          >
            Tick {formatInteger(shown.length)} shown
          </button>
        )}
      </p>
      {columns.length >= findFrom && (
        <input
          className={classes.find}
          aria-label="Find a column"
          placeholder={`Find in ${formatInteger(columns.length)} columns`}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <div ref={scroller} className={classes.columnList}>
        {shown.length === 0 && <p className={classes.none}>No column is called “{sought}”.</p>}
        <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const column = shown[index]!;
            const width = columnWidth(column);
            return (
              <label
                key={column.name}
                className={classes.column}
                style={{ transform: `translateY(${start}px)`, height: rowHeight }}
                title={
                  width === 0 ? 'Text is never encoded' : `${formatCount(width, 'encoded number')} a row`
                }
              >
                <input
                  type="checkbox"
                  className={classes.check}
                  disabled={width === 0 && !chosen.has(column.name)}
                  checked={chosen.has(column.name)}
                  onChange={(event) => setShown(event.currentTarget.checked, [column.name])}
                />
                <span className={classes.columnName}>{column.name}</span>
                <span className={classes.columnRole}>
                  {columnRole(column, graph)} · {width}
                </span>
              </label>
            );
          })}
        </div>
      </div>
    </fieldset>
  );
});
