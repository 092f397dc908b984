import type { RowPart } from '../protocol';
import type { FittedColumn } from './schema';

/** Rows in bins of equal width from `min` to `max`; both NaN without any value. */
export interface Distribution {
  min: number;
  max: number;
  counts: number[];
}

/** A column before and after its preparation. */
export interface ColumnPreview {
  column: string;
  /** As measured on the training rows. */
  fitted: FittedColumn;
  /** Of the values as they are read: numbers, milliseconds, or places in the list of categories. */
  before: Distribution;
  /** Of every number that a cell becomes; `name` is null where the column's name says it all. */
  after: { name: string | null; distribution: Distribution }[];
  /** Rows of the table whose cell is missing, and rows whose cell cannot be read. */
  missing: number;
  unreadable: number;
  /** Rows that this column makes unusable. */
  dropped: number;
  /** Some cells as text with the numbers they become, a missing one among them where there is one. */
  examples: { cell: string; encoded: number[] }[];
}

/** How the rows in use are dealt out. */
export interface SplitPreview {
  rows: Record<RowPart | 'dropped', number>;
  /** Per class of the only category target, with labels; empty for other targets. `drawn` is how often it comes up in an epoch. */
  classes: { label: string; rows: Record<RowPart, number>; drawn: number }[];
}
