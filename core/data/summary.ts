import type { ColumnType } from './schema';

/** What a column of a file looks like, and what we take it for. */
export interface ColumnSummary {
  name: string;
  type: ColumnType;
  /** Empty cells and the words for nothing (NA, NaN, null, ?). */
  missing: number;
  /** Different values, missing ones not counted; an estimate, within a few per cent, where `distinctIsEstimate`. */
  distinct: number;
  distinctIsEstimate?: boolean;
  /** For numbers, integers, booleans and dates (these in milliseconds since 1970). Population deviation. */
  statistics?: { min: number; max: number; mean: number; deviation: number };
  /** Rows in bins of equal width from `min` to `max`, for the same types. */
  histogram?: number[];
  /**
   * Every value with its count, most frequent first, at most 1,000: for categories, booleans and texts, and for numbers with at
   * most 100 different values, which may be classes written as numbers.
   */
  values?: { value: string; count: number }[];
}

/** A row that was left out, and why. */
export interface Misfit {
  /** Line in the file, from 1. */
  line: number;
  /** `cells`: another number of cells than the header; `type`: a value that does not fit its column; `quote`: a bad quote; `json`: no JSON object. */
  kind: 'cells' | 'type' | 'quote' | 'encoding' | 'json';
  /** For `cells`. */
  cells?: number;
  expected?: number;
  /** For `type`: the column, and what it should hold. */
  column?: string;
  type?: ColumnType;
  /** The row, or the value that does not fit, cut to 200 characters. */
  text: string;
}

/** How far an import has come. `bytesDone` of `bytes` of the file have been read. */
export interface ImportProgress {
  stage: 'reading' | 'summarising';
  bytesDone: number;
  bytes: number;
  rows: number;
  megabytesPerSecond: number;
}
