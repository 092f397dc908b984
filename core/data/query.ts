import { z } from 'zod';
import { rowParts } from './split';

/** Which rows of a table are shown, and in which order. */

/** Keeps rows by the value of one column; texts are compared as texts, numbers and dates by size. */
export const filterSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('missing'), column: z.string() }),
  z.object({ is: z.literal('present'), column: z.string() }),
  z.object({ is: z.literal('oneOf'), column: z.string(), values: z.array(z.string()) }),
  /** Both ends belong to the range; null is no limit. Dates in milliseconds since 1970. */
  z.object({
    is: z.literal('between'),
    column: z.string(),
    from: z.number().nullable(),
    to: z.number().nullable(),
  }),
  /** Without regard to upper and lower case. */
  z.object({ is: z.literal('contains'), column: z.string(), text: z.string() }),
]);

/** What becomes of a row: the part of the split that it is in, or left out. */
export const rowUses = [...rowParts, 'dropped'] as const;
export type RowUse = (typeof rowUses)[number];

/** The use of one row, and why it is left out where it is. */
export interface RowStanding {
  use: RowUse;
  /** To follow the number of the row: `"sex" is missing`. */
  reason?: string;
}

export const rowQuerySchema = z.object({
  /** Rows of the answer, counted after filtering and sorting. */
  first: z.number().int().min(0),
  count: z.number().int().min(1).max(1000),
  /** Columns of the answer, as indices into the table's columns; all where absent. */
  columns: z.array(z.number().int().min(0)).max(1000).optional(),
  /** Rows of the table to answer with, in this order; filters, search and sort then say nothing. */
  rows: z.array(z.number().int().min(0)).max(1000).optional(),
  /** Says what becomes of each row, dealt out as a `splitPreview` was, and keeps the rows with these uses alone. */
  dealt: z.object({ id: z.string(), uses: z.array(z.enum(rowUses)).min(1).optional() }).optional(),
  sort: z.object({ column: z.string(), descending: z.boolean() }).optional(),
  filters: z.array(filterSchema).optional(),
  /** Keeps rows in which any cell contains this text, without regard to upper and lower case. */
  search: z.string().optional(),
});

export type RowFilter = z.output<typeof filterSchema>;
export type RowQuery = z.output<typeof rowQuerySchema>;

/** Rows that a page is to keep; equal keys keep the same. */
export interface KeptRows {
  key: string;
  has(row: number): boolean;
}

export interface RowPage {
  first: number;
  /** Index of each row in the table, in the order of the file. */
  rowNumbers: number[];
  /** Cells as text, by row; empty where missing. */
  rows: string[][];
  /** Of each row, where the query says how they are dealt out. */
  standing?: RowStanding[];
  /** How many rows there are after filtering. */
  total: number;
}
