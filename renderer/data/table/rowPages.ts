import type { RowFilter, RowPage, RowQuery } from '../../../core/data/query';
import type { Problem } from '../../../core/graph/problem';
import type { EngineClient } from '../../engine/engineClient';
import { pixelValue, type ShownPicture } from '../pictures/shownPictures';

/** Rows and columns asked for at a time. */
export const blockRows = 100;
export const blockColumns = 32;
/** A table of this many columns at most is asked for in whole rows. */
const wholeRows = 2 * blockColumns;
/** Questions under way at a time: those for rows that were only scrolled past are then never asked. */
const mostAsked = 2;
/** Blocks kept; the ones used longest ago go first. */
const mostKept = 600;

/** Which rows of the table, and in which order. */
export interface TableQuery {
  sort?: RowQuery['sort'];
  filters?: RowFilter[];
  search?: string;
  dealt?: RowQuery['dealt'];
}

/** Rows and columns from the first to the last, both shown. */
export interface Area {
  rows: readonly [number, number];
  columns: readonly [number, number];
}

/** The cells of a table, fetched from the engine in blocks as they come into view, and kept. */
export class RowPages {
  problem: Problem | null = null;
  /** Rows that the query leaves; null before the first answer. */
  total: number | null = null;
  private readonly blocks = new Map<string, RowPage>();
  private readonly asked = new Set<string>();
  private wanted: string[] = [];
  private readonly width: number;

  constructor(
    private readonly engine: Pick<EngineClient, 'queryRows'>,
    readonly dataId: string,
    private readonly columnCount: number,
    private readonly query: TableQuery,
    private readonly changed: () => void,
  ) {
    this.width = columnCount <= wholeRows ? Math.max(1, columnCount) : blockColumns;
  }

  /** A cell of the answer, both counted from 0; undefined until it has come. */
  cell(row: number, column: number): string | undefined {
    const block = this.blocks.get(this.keyOf(row, column));
    return block?.rows[row % blockRows]?.[column % this.width];
  }

  /** The same as `PixelSource` has it. */
  pixel(row: number, { start }: ShownPicture, pixel: number): number | undefined {
    const cell = this.cell(row, start + pixel);
    return cell === undefined ? undefined : pixelValue(cell);
  }

  /** The place in the file of a row of the answer; undefined until it has come. */
  rowNumber(row: number, column: number): number | undefined {
    return this.blocks.get(this.keyOf(row, column))?.rowNumbers[row % blockRows];
  }

  /** Says what is in view; what is missing of it is asked for, and nothing else. */
  need(areas: readonly Area[]): void {
    const keys = new Set<string>();
    for (const { rows, columns } of areas) {
      const last = this.total === null ? rows[1] : Math.min(rows[1], this.total - 1);
      for (let row = floorTo(rows[0], blockRows); row <= last; row += blockRows) {
        for (let column = floorTo(columns[0], this.width); column <= columns[1]; column += this.width)
          keys.add(this.keyOf(row, column));
      }
    }
    // Without any row in view yet, the first block says how many there are.
    if (this.total === null && keys.size === 0) keys.add('0 0');
    for (const key of keys) {
      const block = this.blocks.get(key);
      if (!block) continue;
      this.blocks.delete(key);
      this.blocks.set(key, block);
    }
    this.wanted = [...keys].filter((key) => !this.blocks.has(key));
    this.ask();
  }

  private keyOf(row: number, column: number): string {
    return `${Math.floor(row / blockRows)} ${Math.floor(column / this.width)}`;
  }

  private ask(): void {
    for (const key of this.wanted) {
      if (this.asked.size >= mostAsked) return;
      if (!this.asked.has(key) && !this.blocks.has(key)) void this.fetch(key);
    }
  }

  private async fetch(key: string): Promise<void> {
    this.asked.add(key);
    const [row = 0, column = 0] = key.split(' ').map(Number);
    const start = column * this.width;
    const count = Math.min(this.width, this.columnCount - start);
    const answer = await this.engine.queryRows(this.dataId, {
      ...this.query,
      first: row * blockRows,
      count: blockRows,
      columns: Array.from({ length: count }, (_, index) => start + index),
    });
    this.asked.delete(key);
    if (answer.ok) {
      this.blocks.set(key, answer.value);
      this.total = answer.value.total;
      this.problem = null;
      for (const old of this.blocks.keys()) {
        if (this.blocks.size <= mostKept) break;
        this.blocks.delete(old);
      }
    } else {
      this.wanted = this.wanted.filter((each) => each !== key);
      this.problem = answer.problem;
    }
    this.changed();
    this.ask();
  }
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
