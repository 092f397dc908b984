/** How numbers are written in and read from input fields. */

/** Reads what a person typed: `16`, `−0.5`, `1e-3`, `1,000`. Null where that is no number. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replaceAll('−', '-').replace(/[_\s]/g, '');
  const digits = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  if (digits === '' || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return null;
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}

export function writeNumber(value: unknown): string {
  return typeof value === 'number' ? String(value).replaceAll('-', '−') : '';
}

/** How far one arrow key or one notch of scrubbing moves this value: 1 for whole numbers, else a tenth of its size. */
export function stepOf(value: number, integer: boolean): number {
  if (integer) return 1;
  if (value === 0) return 0.01;
  return 10 ** (Math.floor(Math.log10(Math.abs(value)) + 1e-9) - 1);
}

/** The value moved by a number of steps, kept within the limits and free of binary dust. */
export function stepped(
  value: number,
  steps: number,
  { integer, min, max }: { integer: boolean; min?: number | undefined; max?: number | undefined },
): number {
  const step = stepOf(value, integer);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) + 2;
  const moved = Number((value + steps * step).toFixed(Math.min(20, decimals)));
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, moved));
}
