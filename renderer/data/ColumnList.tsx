import { useVirtualizer } from '@tanstack/react-virtual';
import { observer } from 'mobx-react-lite';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnSpec } from '../../core/data/schema';
import { columnRole } from '../../core/data/widths';
import { useApp } from '../app/appStore';
import { matches } from '../app/search';
import { BulkActions } from './BulkActions';
import { ColumnItem } from './ColumnItem';
import classes from './data.module.css';

/** All columns of a shorter list are in the page. */
const virtualFrom = 80;
/** From this many columns on, one looks for them and changes several at once. */
const findFrom = 8;

const usedHeight = 88;
const ignoredHeight = 52;

/** Every column of the data set, with its role, type and preparation. */
export const ColumnList = observer(function ColumnList() {
  const { data, document } = useApp();
  const [sought, setSought] = useState('');
  const { dataset, graph } = document;
  const all = dataset?.columns ?? [];
  const { summary } = data;
  const found = useMemo(() => new Map(summary?.columns.map((column) => [column.name, column])), [summary]);
  const shown = sought.trim() === '' ? all : all.filter(({ name }) => matches(sought, name));
  const roleOf = (column: ColumnSpec) => columnRole(column, graph);

  const list = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState<{ scroller: Element | null; margin: number }>({
    scroller: null,
    margin: 0,
  });
  // The panel scrolls as a whole; the list has to know how far down in it it begins.
  useEffect(() => {
    const scroller = list.current?.closest('aside') ?? null;
    if (!list.current || !scroller) return;
    const margin =
      list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setPlace((old) => (old.scroller === scroller && old.margin === margin ? old : { scroller, margin }));
  });
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => place.scroller,
    estimateSize: (index) => (roleOf(shown[index]!) === 'ignore' ? ignoredHeight : usedHeight),
    getItemKey: (index) => `${shown[index]!.name} ${roleOf(shown[index]!) === 'ignore'}`,
    scrollMargin: place.margin,
    overscan: shown.length <= virtualFrom ? virtualFrom : 6,
  });
  return (
    <section aria-label="Columns" className={classes.columnSection}>
      {all.length >= findFrom && (
        <div className={classes.find}>
          <input
            className={classes.findField}
            aria-label="Find a column"
            placeholder={`Find in ${all.length.toLocaleString('en-US')} columns`}
            data-testid="find-column"
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
          <BulkActions columns={shown} found={found} filtered={shown.length < all.length} />
        </div>
      )}
      {shown.length === 0 && <p className={classes.hint}>No column is called “{sought}”.</p>}
      <ul ref={list} className={classes.columns} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const column = shown[index]!;
          return (
            <ColumnItem
              key={column.name}
              column={column}
              role={roleOf(column)}
              found={found.get(column.name)}
              top={start - place.margin}
              height={size}
            />
          );
        })}
      </ul>
    </section>
  );
});
