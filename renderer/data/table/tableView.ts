import { makeAutoObservable, observable, observableRef } from 'mobx';
import type { RowFilter, RowUse } from '../../../core/data/query';
import type { TableQuery } from './rowPages';

/** How one looks at a table: its order, its filters, what is searched for, and the cell with the keyboard. */
export class TableView {
  sort: TableQuery['sort'] | null = null;
  search = '';
  /** Rows of one part of the split, or those left out; null for all. */
  use: RowUse | null = null;
  focus = { row: 0, column: 0 };
  /** At most one for each column, by name. */
  private readonly filtersByColumn = observable.map<string, RowFilter>([], { deep: false });

  constructor() {
    makeAutoObservable<this, 'filtersByColumn'>(
      this,
      { sort: observableRef, focus: observableRef, filtersByColumn: false, filterOf: false },
      { autoBind: true },
    );
  }

  get filters(): RowFilter[] {
    return [...this.filtersByColumn.values()];
  }

  get isNarrowed(): boolean {
    return this.search.trim() !== '' || this.filtersByColumn.size > 0 || this.use !== null;
  }

  /** What is asked of the engine. */
  get query(): TableQuery {
    const search = this.search.trim();
    return {
      ...(this.sort && { sort: this.sort }),
      ...(this.filtersByColumn.size > 0 && { filters: this.filters }),
      ...(search && { search }),
    };
  }

  filterOf(column: string): RowFilter | null {
    return this.filtersByColumn.get(column) ?? null;
  }

  /** Smallest first, then largest first, then as in the file. */
  toggleSort(column: string): void {
    if (this.sort?.column !== column) this.sort = { column, descending: false };
    else this.sort = this.sort.descending ? null : { column, descending: true };
  }

  setFilter(column: string, filter: RowFilter | null): void {
    if (filter) this.filtersByColumn.set(column, filter);
    else this.filtersByColumn.delete(column);
  }

  setUse(use: RowUse | null): void {
    this.use = use;
  }

  setSearch(text: string): void {
    this.search = text;
  }

  /** Shows every row again; the order stays. */
  clear(): void {
    this.search = '';
    this.use = null;
    this.filtersByColumn.clear();
  }

  setFocus(row: number, column: number): void {
    this.focus = { row, column };
  }
}
