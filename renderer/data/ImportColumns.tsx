import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { type ColumnSpec, type ColumnType, columnTypes } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import { RoleSelect, ScalingSelect, TypeSelect } from './ColumnControls';
import { ColumnFacts } from './ColumnFacts';
import { withRole, withScaling } from './importChoices';
import classes from './importDialog.module.css';

interface ImportColumnsProps {
  found: readonly ColumnSummary[];
  columns: readonly ColumnSpec[];
  busy: boolean;
  onChange(index: number, column: ColumnSpec): void;
  /** Another type: the file is read again with it. */
  onType(index: number, type: ColumnType): void;
}

const rowHeight = 33;
/** All rows of a shorter list are in the page. */
const virtualFrom = 100;

/** What each column is for, how it is read, and what it holds. */
export function ImportColumns({ found, columns, busy, onChange, onType }: ImportColumnsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: columns.length <= virtualFrom ? virtualFrom : 8,
  });
  return (
    <div ref={scroller} className={classes.columns} aria-busy={busy}>
      <div className={`${classes.column} ${classes.heads}`} aria-hidden="true">
        <span>Column</span>
        <span>Role</span>
        <span>Type</span>
        <span>Scaling</span>
        <span>Holds</span>
      </div>
      <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const column = columns[index]!;
          const summary = found[index];
          return (
            <div
              key={column.name}
              className={`${classes.column} ${classes.columnLine}`}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              data-role={column.role}
            >
              <span className={classes.name} title={column.name}>
                {column.name}
              </span>
              <RoleSelect
                column={column}
                role={column.role ?? 'ignore'}
                onChange={(role) => onChange(index, withRole(column, role))}
              />
              <TypeSelect
                column={column}
                choices={columnTypes}
                disabled={busy}
                onChange={(type) => onType(index, type)}
              />
              <ScalingSelect
                column={column}
                onChange={(scaling) => onChange(index, withScaling(column, scaling))}
              />
              {summary && <ColumnFacts column={summary} type={column.type} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
