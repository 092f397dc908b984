import type { EventOf, RowPart } from '../../core/protocol';

/** Which rows of the table take part in training, and which were dropped, as the engine counted them. */
export class RowsInUse {
  readonly total: number;

  constructor(
    readonly counts: Readonly<Record<RowPart | 'dropped', number>>,
    private readonly tableRows: Uint32Array | null,
  ) {
    this.total = counts.train + counts.validation + counts.test;
  }

  static from(event: EventOf<'started'>): RowsInUse {
    return new RowsInUse(event.rows, event.tableRows ?? null);
  }

  /** Row of the table, from 0, of a row in use. */
  tableRow(row: number): number {
    return this.tableRows ? (this.tableRows[row] ?? row) : row;
  }

  /** The row in use that is nearest to a row of the table. */
  nearest(tableRow: number): number {
    if (!this.tableRows) return Math.max(0, Math.min(tableRow, this.total - 1));
    let low = 0;
    let high = this.tableRows.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.tableRows[middle]! < tableRow) low = middle + 1;
      else high = middle;
    }
    const before = this.tableRows[low - 1];
    const here = this.tableRows[low] ?? 0;
    return before !== undefined && tableRow - before < Math.abs(here - tableRow) ? low - 1 : low;
  }

  /** The row in use at a row of the table; null where that row was dropped. */
  rowAt(tableRow: number): number | null {
    const row = this.nearest(tableRow);
    return this.total > 0 && this.tableRow(row) === tableRow ? row : null;
  }
}
