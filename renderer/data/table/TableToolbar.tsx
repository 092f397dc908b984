import { IconSearch, IconX } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { type RowUse, rowUses } from '../../../core/data/query';
import controls from '../../app/controls.module.css';
import { formatCount, formatInteger } from '../../format';
import { partNames } from '../partNames';
import { filterText } from './filterText';
import type { ShownColumn } from './tableColumns';
import type { TableView } from './tableView';
import classes from './toolbar.module.css';

const typingMs = 180;

interface TableToolbarProps {
  view: TableView;
  columns: readonly ShownColumn[];
  rowCount: number;
  /** Rows that are left; null while they are counted. */
  total: number | null;
  /** How many rows each part has; null while that is not known. */
  parts: Record<RowUse, number> | null;
}

/** Search over all cells, the filters that are set, and how many rows they leave. */
export const TableToolbar = observer(function TableToolbar({
  view,
  columns,
  rowCount,
  total,
  parts,
}: TableToolbarProps) {
  const [draft, setDraft] = useState(view.search);
  useEffect(() => {
    const timer = setTimeout(() => view.setSearch(draft), typingMs);
    return () => clearTimeout(timer);
  }, [draft, view]);
  const clear = () => {
    setDraft('');
    view.clear();
  };
  return (
    <div className={classes.toolbar} role="search">
      <label className={classes.search}>
        <IconSearch size={13} aria-hidden="true" />
        <input
          aria-label="Search in all cells"
          placeholder="Search all cells"
          data-testid="table-search"
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || draft === '') return;
            event.stopPropagation();
            setDraft('');
          }}
        />
      </label>
      {parts && (
        <select
          className={classes.parts}
          aria-label="Part of the split that is shown"
          data-testid="table-part"
          data-on={view.use !== null}
          value={view.use ?? 'all'}
          onChange={(event) => {
            const { value } = event.currentTarget;
            view.setUse(value === 'all' ? null : (value as RowUse));
          }}
        >
          <option value="all">All parts</option>
          {rowUses
            .filter((each) => parts[each] > 0 || view.use === each)
            .map((each) => (
              <option key={each} value={each}>
                {partNames[each]} · {formatInteger(parts[each])}
              </option>
            ))}
        </select>
      )}
      <div className={classes.chips}>
        {view.filters.map((filter) => (
          <button
            key={filter.column}
            type="button"
            className={classes.chip}
            title="Take this filter away"
            onClick={() => view.setFilter(filter.column, null)}
          >
            {filterText(filter, columns.find(({ name }) => name === filter.column)?.type ?? 'text')}
            <IconX size={11} aria-hidden="true" />
          </button>
        ))}
        {view.isNarrowed && (
          <button type="button" className={controls.link} data-testid="table-clear" onClick={clear}>
            Show every row
          </button>
        )}
      </div>
      <span className={classes.count} role="status" data-testid="table-count">
        {view.isNarrowed && total !== null
          ? `${formatInteger(total)} of ${formatCount(rowCount, 'row')}`
          : formatCount(rowCount, 'row')}{' '}
        · {formatCount(columns.length, 'column')}
      </span>
    </div>
  );
});
