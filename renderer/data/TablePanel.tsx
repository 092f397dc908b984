import { useVirtualizer } from '@tanstack/react-virtual';
import { observer } from 'mobx-react-lite';
import { useEffect, useMemo, useRef, useState } from 'react';
import { columnRole } from '../../core/data/widths';
import type { DataSummary } from '../../core/protocol';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import { RowPages } from './rowPages';
import classes from './table.module.css';

const rowHeight = 24;

/** The rows of the data file as they stand in it. Clicking one shows its way through the network. */
export const TablePanel = observer(function TablePanel() {
  const { data } = useApp();
  if (!data.summary) {
    return (
      <p className={classes.empty} data-testid="table-empty">
        {data.missing
          ? 'The data file is not here. Locate it in the data panel.'
          : 'The rows of your data appear here. Import a CSV file, or drop one on the window.'}
      </p>
    );
  }
  return <Table key={data.summary.dataId} summary={data.summary} />;
});

const Table = observer(function Table({ summary }: { summary: DataSummary }) {
  const { document, engine, training } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const [, setVersion] = useState(0);
  const { generation } = engine;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine is asked again
  const pages = useMemo(
    () => new RowPages(engine, summary.dataId, () => setVersion((version) => version + 1)),
    [engine, summary.dataId, generation],
  );
  const virtual = useVirtualizer({
    count: summary.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => pages.need(first, last), [pages, first, last]);

  const { dataset, graph } = document;
  const columns = summary.columns.map((found) => {
    const column = dataset?.columns.find(({ name }) => name === found.name);
    return {
      name: found.name,
      type: column?.type ?? found.type,
      role: column ? columnRole(column, graph) : 'ignore',
    };
  });
  const template = `${Math.max(48, String(summary.rowCount).length * 9 + 20)}px repeat(${columns.length}, minmax(96px, 1fr))`;
  const { rows, watchRow } = training;
  const watched = rows?.tableRow(watchRow) ?? null;
  return (
    <div ref={scroller} className={classes.scroller} data-testid="table">
      {pages.problem && <p className={classes.problem}>{pages.problem.message}</p>}
      <div className={classes.sized}>
        <div className={classes.head} style={{ gridTemplateColumns: template }}>
          <span className={classes.rowNumber}>row</span>
          {columns.map(({ name, type, role }) => (
            <span key={name} className={classes.headCell} data-role={role} title={name}>
              <span className={classes.columnName}>{name}</span>
              <span className={classes.columnKind}>
                {role === 'ignore' ? 'ignored' : role} · {type}
              </span>
            </span>
          ))}
        </div>
        <div className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const cells = pages.row(index);
            const inUse = rows?.rowAt(index) ?? null;
            const dropped = rows !== null && inUse === null;
            return (
              <button
                key={index}
                type="button"
                className={classes.row}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${start}px)`,
                  height: rowHeight,
                }}
                data-watched={index === watched}
                data-dropped={dropped}
                data-testid={`table-row-${index + 1}`}
                title={dropped ? 'Left out: a cell that is used is empty or unreadable' : undefined}
                onClick={() => inUse !== null && training.setWatchRow(inUse)}
              >
                <span className={classes.rowNumber}>{formatInteger(index + 1)}</span>
                {columns.map(({ name, type, role }, place) => (
                  <span key={name} className={classes.cell} data-type={type} data-role={role}>
                    {cells?.[place] ?? ''}
                  </span>
                ))}
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
});
