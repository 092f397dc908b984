import { Popover } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { RowFilter } from '../../../core/data/query';
import controls from '../../app/controls.module.css';
import classes from './filter.module.css';
import { Limit, ValueList } from './filterFields';
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
        className={classes.field}
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
        <button type="button" className={controls.link} onClick={() => choose('any')} disabled={!filter}>
          Show every row
        </button>
        <button type="button" className={controls.link} onClick={onDone}>
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
