import { useState } from 'react';
import { parseDate } from '../../../core/data/cells';
import type { ColumnType } from '../../../core/data/schema';
import { dateText } from '../../../core/data/table';
import { formatInteger } from '../../format';
import classes from './filter.module.css';
import type { ShownColumn } from './tableColumns';

interface LimitProps {
  label: string;
  type: ColumnType;
  value: number | null;
  onChange(value: number | null): void;
}

/** One end of a range: a number, or a date in the order year, month, day. */
export function Limit({ label, type, value, onChange }: LimitProps) {
  const [wrong, setWrong] = useState(false);
  const isDate = type === 'date';
  const read = (text: string) => (isDate ? parseDate(text) : Number(text.replace('−', '-')));
  return (
    <label className={classes.limit}>
      {label}
      <input
        className={classes.field}
        aria-invalid={wrong}
        placeholder={isDate ? '2024-12-31' : 'any'}
        data-testid={`filter-${label}`}
        defaultValue={value === null ? '' : isDate ? dateText(value) : String(value)}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          const next = text === '' ? null : read(text);
          const isWrong = text !== '' && (next === null || !Number.isFinite(next));
          setWrong(isWrong);
          if (!isWrong) onChange(next);
        }}
      />
    </label>
  );
}

const mostListed = 200;

interface ValueListProps {
  column: ShownColumn;
  chosen: readonly string[];
  onChange(values: string[]): void;
}

/** The column's values, most frequent first, to be ticked. */
export function ValueList({ column, chosen, onChange }: ValueListProps) {
  const [sought, setSought] = useState('');
  const values = column.found.values ?? [];
  const fitting = values.filter(({ value }) => value.toLowerCase().includes(sought.toLowerCase()));
  return (
    <>
      {values.length > 12 && (
        <input
          className={classes.field}
          aria-label="Find a value"
          placeholder="Find a value"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <div className={classes.valueList}>
        {fitting.slice(0, mostListed).map(({ value, count }) => (
          <label key={value} className={classes.value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
                )
              }
            />
            <span>{value}</span>
            <span className={classes.valueCount}>{formatInteger(count)}</span>
          </label>
        ))}
        {fitting.length > mostListed && (
          <p className={classes.note}>
            {formatInteger(fitting.length - mostListed)} more: type to find them.
          </p>
        )}
        {fitting.length === 0 && <p className={classes.note}>No value is like that.</p>}
      </div>
    </>
  );
}
