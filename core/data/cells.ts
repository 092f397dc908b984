/** What the text of a cell means: nothing, a number, or the name of a category. */

const missingWords = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?']);

/** True for an empty cell and the usual words for nothing. */
export function isMissing(cell: string): boolean {
  return missingWords.has(cell.trim().toLowerCase());
}

// Sign, digits with at most one point, exponent. Not hexadecimal, no thousands separators.
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The finite decimal number in a cell, or null where there is none. */
export function parseNumber(cell: string): number | null {
  const text = cell.trim();
  if (!decimal.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The category a cell names: its text without the space around it. */
export function categoryOf(cell: string): string {
  return cell.trim();
}

/**
 * Categories in the order they are encoded: by value where all are numbers, otherwise by code unit, which is the same on
 * every machine whatever its language.
 */
export function sortCategories(categories: readonly string[]): string[] {
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  if (categories.some((category) => parseNumber(category) === null)) return [...categories].sort(byText);
  return [...categories].sort((a, b) => parseNumber(a)! - parseNumber(b)! || byText(a, b));
}
