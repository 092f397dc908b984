import type { EngineClient } from '../../engine/engineClient';
import { RowsInView } from '../table/rowsInView';
import { pixelValue, type ShownPicture } from './shownPictures';

/** Columns that one question may name. */
const mostColumns = 1000;
const mostCellsAtOnce = 32_000;
const mostPixelsKept = 4_000_000;

/** The pixels of single rows, fetched from the engine as they come into view. */
export class RowPictures {
  /** By row of the table: the pixels of all pictures, one picture after another. */
  private readonly pixels: RowsInView<Float32Array>;
  private readonly offsets: number[] = [];
  private readonly columns: number[];

  constructor(
    private readonly engine: Pick<EngineClient, 'queryRows'>,
    private readonly dataId: string,
    private readonly pictures: readonly ShownPicture[],
    changed: () => void,
  ) {
    let end = 0;
    this.columns = pictures.flatMap(({ start, width, height }) => {
      this.offsets.push(end);
      end += width * height;
      return Array.from({ length: width * height }, (_, pixel) => start + pixel);
    });
    this.pixels = new RowsInView({
      fetch: (rows) => this.fetch(rows),
      changed,
      rowsAtOnce: Math.floor(mostCellsAtOnce / Math.max(1, end)),
      mostKept: mostPixelsKept / Math.max(1, end),
    });
  }

  /** A pixel of a row of the table; undefined until it has come. */
  pixel(row: number, picture: ShownPicture, pixel: number): number | undefined {
    const offset = this.offsets[this.pictures.indexOf(picture)];
    return offset === undefined ? undefined : this.pixels.get(row)?.[offset + pixel];
  }

  need(rows: readonly number[]): void {
    this.pixels.need(rows);
  }

  private async fetch(rows: readonly number[]): Promise<Map<number, Float32Array> | null> {
    const found = new Map(rows.map((row) => [row, new Float32Array(this.columns.length).fill(Number.NaN)]));
    for (let first = 0; first < this.columns.length; first += mostColumns) {
      const columns = this.columns.slice(first, first + mostColumns);
      const query = { first: 0, count: rows.length, rows: [...rows], columns };
      const answer = await this.engine.queryRows(this.dataId, query);
      if (!answer.ok) return null;
      for (const [place, row] of answer.value.rowNumbers.entries()) {
        const into = found.get(row);
        answer.value.rows[place]!.forEach((cell, at) => {
          if (into) into[first + at] = pixelValue(cell);
        });
      }
    }
    return found;
  }
}
