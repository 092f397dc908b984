import { Popover } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { parseDate } from '../../../core/data/cells';
import type { RowFilter } from '../../../core/data/query';
import type { ColumnType } from '../../../core/data/schema';
import { dateText } from '../../../core/data/table';
import { formatInteger } from '../../format';
import classes from './table.module.css';
import type { ShownColumn } from './tableColumns';
import type { TableView } from './tableView';

interface FilterMenuProps {
  column: ShownColumn;
  view: TableView;
}

/** Which rows are shown, by one column. */
export const FilterMenu = observer(function FilterMenu({ column, view }: FilterMenuProps) {
  const [opened, setOpened] = useState(false);
  const filter = view.filterOf(column.name);
  const Icon = filter ? IconFilterFilled : IconFilter;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={248}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.filterButton}
          data-on={filter !== null}
          aria-label={`Filter by ${column.name}`}
          title="Show only some rows"
          data-testid={`filter-${column.name}`}
          onClick={() => setOpened(!opened)}
        >
          <Icon size={13} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.filterMenu} data-testid="filter-menu">
        {opened && <FilterForm column={column} view={view} filter={filter} onDone={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
});

type Kind = 'any' | RowFilter['is'];

const kindNames: Record<Kind, string> = {
  any: 'Every row',
  present: 'Rows with a value',
  missing: 'Rows where it is missing',
  oneOf: 'Rows with one of these values',
  between: 'Rows between two values',
  contains: 'Rows that contain a text',
};

function kindsOf({ type, found }: ShownColumn): Kind[] {
  const kinds: Kind[] = ['any', 'present', 'missing'];
  if (found.values && found.values.length > 0) kinds.push('oneOf');
  if (type === 'number' || type === 'integer' || type === 'date') kinds.push('between');
  if (type === 'category' || type === 'text') kinds.push('contains');
  return kinds;
}

interface FilterFormProps extends FilterMenuProps {
  filter: RowFilter | null;
  onDone(): void;
}

const FilterForm = observer(function FilterForm({ column, view, filter, onDone }: FilterFormProps) {
  const { name, type } = column;
  const [kind, setKind] = useState<Kind>(filter?.is ?? 'any');
  const choose = (next: Kind) => {
    setKind(next);
    if (next === 'any') view.setFilter(name, null);
    else if (next === 'present' || next === 'missing') view.setFilter(name, { is: next, column: name });
  };
  return (
    <>
      <select
        className={classes.select}
        aria-label={`Which rows, by ${name}`}
        data-testid="filter-kind"
        data-autofocus
        value={kind}
        onChange={(event) => choose(event.currentTarget.value as Kind)}
      >
        {kindsOf(column).map((each) => (
          <option key={each} value={each}>
            {kindNames[each]}
          </option>
        ))}
      </select>
      {kind === 'oneOf' && (
        <ValueList
          column={column}
          chosen={filter?.is === 'oneOf' ? filter.values : []}
          onChange={(values) =>
            view.setFilter(name, values.length > 0 ? { is: 'oneOf', column: name, values } : null)
          }
        />
      )}
      {kind === 'between' && (
        <div className={classes.range}>
          <Limit
            label="from"
            type={type}
            value={filter?.is === 'between' ? filter.from : null}
            onChange={(from) => setBetween(view, name, filter, { from })}
          />
          <Limit
            label="to"
            type={type}
            value={filter?.is === 'between' ? filter.to : null}
            onChange={(to) => setBetween(view, name, filter, { to })}
          />
        </div>
      )}
      {kind === 'contains' && (
        <input
          className={classes.field}
          aria-label="Text that the cell contains"
          placeholder="Text in the cell"
          data-testid="filter-contains"
          defaultValue={filter?.is === 'contains' ? filter.text : ''}
          onChange={(event) => {
            const text = event.currentTarget.value;
            view.setFilter(name, text ? { is: 'contains', column: name, text } : null);
          }}
        />
      )}
      <div className={classes.filterEnd}>
        <button type="button" className={classes.link} onClick={() => choose('any')} disabled={!filter}>
          Show every row
        </button>
        <button type="button" className={classes.link} onClick={onDone}>
          Done
        </button>
      </div>
    </>
  );
});

function setBetween(
  view: TableView,
  column: string,
  filter: RowFilter | null,
  change: { from?: number | null; to?: number | null },
): void {
  const now = filter?.is === 'between' ? filter : { from: null, to: null };
  const next = { is: 'between' as const, column, from: now.from, to: now.to, ...change };
  view.setFilter(column, next.from === null && next.to === null ? null : next);
}

interface LimitProps {
  label: string;
  type: ColumnType;
  value: number | null;
  onChange(value: number | null): void;
}

/** One end of a range: a number, or a date in the order year, month, day. */
function Limit({ label, type, value, onChange }: LimitProps) {
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

function ValueList({ column, chosen, onChange }: ValueListProps) {
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
