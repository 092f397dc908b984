import { observer } from 'mobx-react-lite';
import type { RowStanding } from '../../../core/data/query';
import { useApp } from '../../app/appStore';
import { formatInteger } from '../../format';
import { PartName } from '../PartName';
import type { ShownPicture } from '../pictures/shownPictures';
import { Thumbnails } from '../pictures/Thumbnails';
import type { RowPages } from './rowPages';
import classes from './table.module.css';
import type { ShownColumn } from './tableColumns';

interface TableRowProps {
  /** Among the rows that the query leaves. */
  row: number;
  top: number;
  height: number;
  leadWidth: number;
  first: number;
  last: number;
  edges: Float64Array;
  columns: readonly ShownColumn[];
  pictures: readonly ShownPicture[];
  pages: RowPages;
  version: number;
  partWidth: number;
  /** What becomes of the row; undefined until that is known. */
  standing: RowStanding | undefined;
  /** The column with the keyboard, where it is in this row. */
  focused: number | null;
  onChoose(row: number, column: number): void;
}

export const TableRow = observer(function TableRow({
  row,
  top,
  height,
  leadWidth,
  first,
  last,
  edges,
  columns,
  pictures,
  pages,
  version,
  partWidth,
  standing,
  focused,
  onChoose,
}: TableRowProps) {
  const { training } = useApp();
  const { rows, watchRow } = training;
  const place = pages.rowNumber(row, first);
  const inUse = place === undefined || !rows ? null : rows.rowAt(place);
  const why = standing?.reason === undefined ? undefined : `Left out: ${standing.reason}`;
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, height, lineHeight: `${height}px` }}
      data-watched={inUse !== null && inUse === watchRow}
      data-use={standing?.use}
      data-testid={place === undefined ? undefined : `table-row-${place + 1}`}
      title={why}
    >
      <span className={classes.lead} style={{ width: leadWidth }} role="rowheader" tabIndex={-1}>
        <Thumbnails
          pictures={pictures}
          source={pages}
          version={version}
          row={row}
          rowHeight={height}
          testId="table-picture"
        />
        <span className={classes.rowNumber}>{place === undefined ? '' : formatInteger(place + 1)}</span>
        <span className={classes.part} style={{ width: partWidth }} data-testid="table-row-part">
          {standing && (
            <>
              <PartName use={standing.use} />
              {why && <span className={classes.spoken}>. {why}</span>}
            </>
          )}
        </span>
      </span>
      {columns.slice(first, last + 1).map(({ name, type, role, width }, offset) => {
        const column = first + offset;
        const cell = pages.cell(row, column);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
          <span
            key={name}
            id={`cell-${row}-${column}`}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={column + 1}
            className={classes.cell}
            style={{ left: edges[column], width }}
            data-type={type}
            data-role={role}
            data-focused={focused === column}
            data-loading={cell === undefined}
            data-missing={cell === ''}
            onClick={() => onChoose(row, column)}
          >
            {cell === '' ? 'missing' : cell}
          </span>
        );
      })}
    </div>
  );
});
