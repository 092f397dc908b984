/** Rows asked for at a time at most. */
const mostAsked = 100;

interface RowsInViewOptions<T> {
  /** What there is to know of these rows of the table; null where they could not be had. */
  fetch(rows: readonly number[]): Promise<ReadonlyMap<number, T> | null>;
  changed(): void;
  rowsAtOnce?: number;
  /** Rows kept; the ones in view longest ago go first. */
  mostKept: number;
}

/** Something about single rows, wherever in the table they stand: fetched as they come into view, and kept. */
export class RowsInView<T> {
  private readonly kept = new Map<number, T>();
  private wanted: readonly number[] = [];
  private asking = false;

  constructor(private readonly options: RowsInViewOptions<T>) {}

  /** Undefined until it has come. */
  get(row: number): T | undefined {
    return this.kept.get(row);
  }

  /** Says which rows of the table are in view; what is missing of them is asked for. */
  need(rows: readonly number[]): void {
    for (const row of rows) {
      const value = this.kept.get(row);
      if (value === undefined) continue;
      this.kept.delete(row);
      this.kept.set(row, value);
    }
    this.wanted = rows;
    if (!this.asking) void this.ask();
  }

  private async ask(): Promise<void> {
    this.asking = true;
    const { fetch, changed, rowsAtOnce = mostAsked, mostKept } = this.options;
    const most = Math.max(1, Math.min(mostAsked, rowsAtOnce));
    for (;;) {
      const rows = this.wanted.filter((row) => !this.kept.has(row)).slice(0, most);
      if (rows.length === 0) break;
      const found = await fetch(rows);
      // Those that did not come are asked for again when other rows come into view.
      if (!found || rows.some((row) => !found.has(row))) this.wanted = [];
      if (!found) continue;
      for (const [row, value] of found) this.kept.set(row, value);
      for (const old of this.kept.keys()) {
        if (this.kept.size <= Math.max(mostKept, this.wanted.length)) break;
        this.kept.delete(old);
      }
      changed();
    }
    this.asking = false;
  }
}
