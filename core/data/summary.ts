/** What a column of a file looks like, and what we take it for. */
export interface ColumnSummary {
  name: string;
  type: 'number' | 'category';
  /** Empty cells and the usual words for nothing (NA, NaN, null, ?). */
  missing: number;
  /** Different values, missing ones not counted. */
  distinct: number;
  /** For numbers. */
  statistics?: { min: number; max: number; mean: number; deviation: number };
  /**
   * Every value with its count, most frequent first, at most 1,000: for categories, and for numbers with at most 100
   * different values, which may be classes written as numbers.
   */
  values?: { value: string; count: number }[];
}

/** A row that does not have as many cells as the header. */
export interface RaggedRow {
  /** Line in the file, from 1. */
  line: number;
  cells: number;
  expected: number;
  text: string;
}
