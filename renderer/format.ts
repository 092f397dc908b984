/** Numbers as they are shown to people: thousands separated by commas, a true minus sign, units after a space. */

const minus = '−';
const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function trueMinus(text: string): string {
  return text.replace(/-/g, minus);
}

/** What stands where there is no number. */
export const noNumber = '–';

/** 1234567 → `1,234,567`. */
export function formatInteger(value: number): string {
  return trueMinus(integers.format(value));
}

/**
 * With this many significant digits, trailing zeros kept so that a changing number keeps its width; plain from 0.0001 to
 * below ten million, else with an exponent: 0.07312 · 1,235 · −3.000e−7.
 */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return noNumber;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e7) return trueMinus(value.toExponential(digits - 1).replace('e+', 'e'));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return trueMinus(
    rounded.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** As `formatNumber`, without the zeros at the end: for values that stand still, such as statistics of a column. */
export function formatShort(value: number | null | undefined, digits = 4): string {
  const text = formatNumber(value, digits);
  const [mantissa, exponent] = text.split('e');
  if (!mantissa?.includes('.')) return text;
  const short = mantissa.replace(/\.?0+$/, '');
  return exponent === undefined ? short : `${short}e${exponent}`;
}

/** A share from 0 to 1 as `96.7 %`, with a no-break space. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return noNumber;
  return `${(share * 100).toFixed(1)}\u00a0%`;
}

/** Rows a second: `840 rows/s`, `412 k rows/s`, `1.26 M rows/s`. */
export function formatRate(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined || !Number.isFinite(perSecond)) return noNumber;
  const unit = 'rows/s';
  if (perSecond < 999.5) return `${perSecond.toFixed(0)} ${unit}`;
  const [scaled, letter] = perSecond < 999_500 ? [perSecond / 1e3, 'k'] : [perSecond / 1e6, 'M'];
  const decimals = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(decimals)} ${letter} ${unit}`;
}

/** 4096 → `4.0 KB`, in steps of 1,000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = '';
  for (const next of units) {
    if (size < 999.5 && unit !== '') break;
    size /= 1000;
    unit = next;
  }
  return `${size < 99.95 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}

/** `1 row`, `1,260 rows`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}
