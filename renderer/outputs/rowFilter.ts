import type { RowPart } from '../../core/protocol';

/** Which rows the table of predictions lists. */
export interface RowFilter {
  /** Null: every part. */
  part: RowPart | null;
  onlyWrong: boolean;
  /** One cell of the confusion matrix: an actual and a predicted label. */
  pair: { actual: string; predicted: string } | null;
}
