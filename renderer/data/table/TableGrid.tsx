import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useApp } from '../../app/appStore';
import controls from '../../app/controls.module.css';
import type { ShownPicture } from '../pictures/shownPictures';
import {
  columnEdges,
  scrolledHeight,
  scrollToColumn,
  scrollToRow,
  visibleColumns,
  visibleRows,
} from './geometry';
import { moveFocus } from './moveFocus';
import type { RowPages } from './rowPages';
import { TableHead } from './TableHead';
import { TableRow } from './TableRow';
import classes from './table.module.css';
import type { ShownColumn } from './tableColumns';
import type { TableView } from './tableView';
import { useCopiedCell } from './useCopiedCell';
import { useRowStandings } from './useRowStandings';
import { useScroll } from './useScroll';

/** Of the head, as its style says. */
const headHeight = 62;
const plainRow = 24;
const pictureRow = 36;
/** Of the column that says which part a row is in. */
const partWidth = 84;

interface TableGridProps {
  view: TableView;
  pages: RowPages;
  /** Counts answers of `pages`. */
  version: number;
  columns: readonly ShownColumn[];
  pictures: readonly ShownPicture[];
  /** Rows of the file. */
  rowCount: number;
  /** Rows that the query leaves; null while they are counted. */
  total: number | null;
  /** How the rows are dealt out; null while that is not known. */
  dealtId: string | null;
}

/** Head and rows of the table; only what is in view is in the page. */
export const TableGrid = observer(function TableGrid(props: TableGridProps) {
  const { view, pages, version, columns, pictures, rowCount, total, dealtId } = props;
  const { training, engine } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const { left, top, width, height } = useScroll(scroller);
  const rowHeight = pictures.length > 0 ? pictureRow : plainRow;
  const numberWidth = Math.max(52, String(rowCount).length * 9 + 22) + pictures.length * (pictureRow + 4);
  const leadWidth = numberWidth + partWidth;
  const edges = useMemo(
    () =>
      columnEdges(
        columns.map((column) => column.width),
        leadWidth,
      ),
    [columns, leadWidth],
  );
  const layout = { rowHeight, count: total ?? 0, viewHeight: Math.max(0, height - headHeight) };
  const rows = visibleRows(top, layout);
  const [firstColumn, lastColumn] = visibleColumns(left, width, edges);

  const indices = Array.from({ length: Math.max(0, rows.last - rows.first + 1) }, (_, n) => rows.first + n);
  const places = indices.map((row) => pages.rowNumber(row, firstColumn));
  const standingOf = useRowStandings(
    engine,
    pages.dataId,
    dealtId,
    places.filter((place) => place !== undefined),
  );

  const areas = [
    { rows: [rows.first, rows.last] as const, columns: [firstColumn, lastColumn] as const },
    ...pictures.map(({ start, width: across, height: down }) => ({
      rows: [rows.first, rows.last] as const,
      columns: [start, start + across * down - 1] as const,
    })),
  ];
  const wanted = JSON.stringify(areas);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal areas are asked for once
  useEffect(() => {
    // Where one only scrolls past, nothing is asked.
    const timer = setTimeout(() => pages.need(areas), pages.total === null ? 0 : 30);
    return () => clearTimeout(timer);
  }, [pages, wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its first row
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    view.setFocus(0, view.focus.column);
  }, [pages, view]);

  const { focus } = view;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(layout.viewHeight / rowHeight) - 1);
    const size = { rows: layout.count, columns: columns.length, page };
    const next = moveFocus(focus, event, size);
    if (event.key === 'Enter') watch(focus.row);
    if (!next || !scroller.current) return;
    event.preventDefault();
    view.setFocus(next.row, next.column);
    scroller.current.scrollTo({
      top: scrollToRow(next.row, top, layout),
      left: scrollToColumn(next.column, left, width, edges),
    });
  };
  const watch = (row: number) => {
    const place = pages.rowNumber(row, 0) ?? pages.rowNumber(row, firstColumn);
    const inUse = place === undefined ? null : (training.rows?.rowAt(place) ?? null);
    if (inUse !== null) training.setWatchRow(inUse);
  };
  const watchNow = useRef(watch);
  watchNow.current = watch;
  // Always the same function: rows that stay in view are not drawn anew while scrolling.
  const choose = useCallback(
    (row: number, column: number) => {
      view.setFocus(row, column);
      scroller.current?.focus({ preventScroll: true });
      watchNow.current(row);
    },
    [view],
  );
  useCopiedCell(scroller, () => pages.cell(focus.row, focus.column));
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-testid="table"
      role="grid"
      aria-label="Rows of the data"
      aria-rowcount={total ?? -1}
      aria-colcount={columns.length}
      aria-activedescendant={`cell-${focus.row}-${focus.column}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={classes.sized} style={{ width: edges.at(-1), minHeight: headHeight }}>
        <div className={classes.head} style={{ height: headHeight }} role="row" tabIndex={-1}>
          <span className={classes.corner} style={{ width: leadWidth }} role="columnheader" tabIndex={-1}>
            <span className={classes.rowNumber}>row</span>
            <span className={classes.part} style={{ width: partWidth }}>
              part
            </span>
          </span>
          <TableHead
            columns={columns}
            first={firstColumn}
            last={lastColumn}
            edges={edges}
            rowCount={rowCount}
            view={view}
          />
        </div>
        <div className={classes.body} style={{ height: scrolledHeight(layout) }}>
          {indices.map((row, index) => (
            <TableRow
              key={row}
              row={row}
              top={rows.top + (row - rows.first) * rowHeight}
              height={rowHeight}
              leadWidth={leadWidth}
              first={firstColumn}
              last={lastColumn}
              edges={edges}
              columns={columns}
              pictures={pictures}
              pages={pages}
              version={version}
              partWidth={partWidth}
              standing={places[index] === undefined ? undefined : standingOf(places[index])}
              focused={row === focus.row ? focus.column : null}
              onChoose={choose}
            />
          ))}
        </div>
      </div>
      {total === 0 && (
        <p className={classes.none} data-testid="table-none">
          No row is like that.{' '}
          <button type="button" className={controls.link} onClick={view.clear}>
            Show every row
          </button>
        </p>
      )}
    </div>
  );
});
