import type { ColumnSummary } from '../../core/data/summary';

/** Words for missing of a file for which none were chosen, as the dialog shows them; small and capital letters are the same. */
export const usualMissingWords = ['NA', 'N/A', 'NaN', 'null', 'none', '?'];

/** A value that reads like a word for missing, and was taken for a category or a text. */
export interface LikelyMissing {
  word: string;
  /** Cells that hold it. */
  cells: number;
  /** Names of the columns it stands in, at least one. */
  columns: string[];
}

const furtherWords = new Set(
  ['missing', 'unknown', 'undefined', 'not available', 'n.a.', 'n.a', 'nil', '#n/a', '<na>', '(null)'].map(
    (word) => word.toLowerCase(),
  ),
);
const hasLetterOrDigit = /[\p{L}\p{N}]/u;

/**
 * Values that may mean “missing”: known words, and signs alone, such as “.” or “–”, beside values with letters or digits.
 * A column of signs only, say + and −, has none, nor does a value that most of its column's rows have. Words with a
 * comma, which the list of words could not hold, are passed over. Most cells first.
 */
export function likelyMissing(columns: readonly ColumnSummary[], rowCount: number): LikelyMissing[] {
  const found = new Map<string, LikelyMissing>();
  for (const { name, type, values = [] } of columns) {
    if (type !== 'category' && type !== 'text') continue;
    const signs = values.filter(({ value }) => !hasLetterOrDigit.test(value));
    const areStrangers = signs.length <= 2 && signs.length < values.length;
    for (const { value, count } of values) {
      const word = value.trim();
      if (word === '' || word.length > 20 || word.includes(',') || count * 2 > rowCount) continue;
      const isSign = areStrangers && !hasLetterOrDigit.test(word);
      if (!isSign && !furtherWords.has(word.toLowerCase())) continue;
      const entry = found.get(word) ?? { word, cells: 0, columns: [] };
      entry.cells += count;
      entry.columns.push(name);
      found.set(word, entry);
    }
  }
  return [...found.values()].sort((a, b) => b.cells - a.cells);
}
