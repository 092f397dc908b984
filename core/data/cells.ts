/** What the text of a cell means: nothing, a number, or the name of a category. */

/** What stands for nothing where a file is not said to use other words, in small letters. */
export const defaultMissingWords = ['', 'na', 'n/a', 'nan', 'null', 'none', '?'];
const missingWords = new Set(defaultMissingWords);

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

const trueWords = new Set(['true', 't', 'yes', 'y', '1']);
const falseWords = new Set(['false', 'f', 'no', 'n', '0']);

/** 1 or 0 for the usual words of yes and no, or null. */
export function parseBoolean(cell: string): 0 | 1 | null {
  const word = cell.trim().toLowerCase();
  if (trueWords.has(word)) return 1;
  return falseWords.has(word) ? 0 : null;
}

// Year, month, day; then hours, minutes, seconds with a fraction; then the offset from UTC.
const isoDate =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of a date or time in ISO 8601 order (UTC where no offset is given), or null. */
export function parseDate(cell: string): number | null {
  const match = isoDate.exec(cell.trim());
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '.0', zone = 'Z'] = match;
  // Not Date.UTC, which takes the year 50 for 1950.
  const date = new Date(0);
  const midnight = date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that does not exist would roll over into the next month.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return midnight + time + Number(fraction.slice(1, 4).padEnd(3, '0')) - zoneOffset(zone);
}

/** Milliseconds that a zone is ahead of UTC. */
function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}
