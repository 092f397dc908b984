import type { EngineClient } from '../../engine/engineClient';
import { pixelValue, type ShownPicture } from './shownPictures';

/** Columns that one question may name. */
const mostColumns = 1000;
/** Cells asked for at a time. */
const mostCells = 32_000;
/** Pixels kept; the pictures drawn longest ago go first. */
const mostKept = 4_000_000;

/** The pixels of single rows, wherever in the table they stand, fetched from the engine as they come into view and kept. */
export class RowPictures {
  /** By row of the table: the pixels of all pictures, one picture after another. */
  private readonly kept = new Map<number, Float32Array>();
  private readonly offsets: number[] = [];
  private readonly columns: number[];
  private wanted: readonly number[] = [];
  private asking = false;

  constructor(
    private readonly engine: Pick<EngineClient, 'queryRows'>,
    private readonly dataId: string,
    private readonly pictures: readonly ShownPicture[],
    private readonly changed: () => void,
  ) {
    let end = 0;
    this.columns = pictures.flatMap(({ start, width, height }) => {
      this.offsets.push(end);
      end += width * height;
      return Array.from({ length: width * height }, (_, pixel) => start + pixel);
    });
  }

  /** A pixel of a row of the table; undefined until it has come. */
  pixel(row: number, picture: ShownPicture, pixel: number): number | undefined {
    const offset = this.offsets[this.pictures.indexOf(picture)];
    return offset === undefined ? undefined : this.kept.get(row)?.[offset + pixel];
  }

  /** Says which rows of the table are in view; what is missing of them is asked for. */
  need(rows: readonly number[]): void {
    for (const row of rows) {
      const pixels = this.kept.get(row);
      if (!pixels) continue;
      this.kept.delete(row);
      this.kept.set(row, pixels);
    }
    this.wanted = rows;
    if (!this.asking) void this.ask();
  }

  private async ask(): Promise<void> {
    this.asking = true;
    const rowsAtOnce = Math.max(1, Math.floor(mostCells / Math.max(1, this.columns.length)));
    for (;;) {
      const rows = this.wanted.filter((row) => !this.kept.has(row)).slice(0, Math.min(100, rowsAtOnce));
      if (rows.length === 0 || this.columns.length === 0) break;
      if (!(await this.fetch(rows))) {
        // Asked again as soon as other rows come into view.
        this.wanted = [];
        break;
      }
    }
    this.asking = false;
  }

  private async fetch(rows: readonly number[]): Promise<boolean> {
    const pixels = rows.map(() => new Float32Array(this.columns.length).fill(Number.NaN));
    for (let first = 0; first < this.columns.length; first += mostColumns) {
      const columns = this.columns.slice(first, first + mostColumns);
      const query = { first: 0, count: rows.length, rows: [...rows], columns };
      const answer = await this.engine.queryRows(this.dataId, query);
      if (!answer.ok) return false;
      for (const [place, row] of answer.value.rowNumbers.entries()) {
        const into = pixels[rows.indexOf(row)];
        answer.value.rows[place]!.forEach((cell, at) => {
          if (into) into[first + at] = pixelValue(cell);
        });
      }
    }
    rows.forEach((row, place) => {
      this.kept.set(row, pixels[place]!);
    });
    for (const old of this.kept.keys()) {
      if (this.kept.size * this.columns.length <= mostKept || this.kept.size <= rows.length) break;
      this.kept.delete(old);
    }
    this.changed();
    return true;
  }
}
