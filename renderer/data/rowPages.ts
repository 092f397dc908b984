import type { Problem } from '../../core/graph/problem';
import type { EngineClient } from '../engine/engineClient';

/** Rows asked for at a time. */
export const pageSize = 200;

/** The rows of a table, fetched from the engine page by page as they come into view, and kept. */
export class RowPages {
  problem: Problem | null = null;
  private readonly pages = new Map<number, string[][] | 'asked'>();

  constructor(
    private readonly engine: Pick<EngineClient, 'readRows'>,
    readonly dataId: string,
    private readonly changed: () => void,
  ) {}

  /** A row from 0; undefined until it has come. */
  row(index: number): string[] | undefined {
    const page = this.pages.get(Math.floor(index / pageSize));
    return Array.isArray(page) ? page[index % pageSize] : undefined;
  }

  /** Asks for whatever is missing of these rows. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
      if (!this.pages.has(page)) void this.fetch(page);
    }
  }

  private async fetch(page: number): Promise<void> {
    this.pages.set(page, 'asked');
    const answer = await this.engine.readRows(this.dataId, page * pageSize, pageSize);
    if (answer.ok) {
      this.pages.set(page, answer.value.rows);
      this.problem = null;
    } else {
      this.pages.delete(page);
      this.problem = answer.problem;
    }
    this.changed();
  }
}
