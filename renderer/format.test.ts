import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatInteger,
  formatNumber,
  formatPercent,
  formatRate,
  formatShort,
} from './format';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.0731234, '0.07312'],
    [0.1, '0.1000'],
    [1, '1.000'],
    [-2.5, '−2.500'],
    [1234.5678, '1,235'],
    [1234567, '1,235,000'],
    [9.99996, '10.00'],
    [0.99996, '1.000'],
    [0.00001234, '1.234e−5'],
    [-3e-7, '−3.000e−7'],
    [12_345_678, '1.235e7'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('can be read back to within half a unit of the last digit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (value) => {
        const back = Number(formatNumber(value).replaceAll(',', '').replaceAll('−', '-'));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.abs(value) * 5.0001e-4);
      }),
    );
  });

  it('never writes a hyphen for a minus', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(formatNumber(value)).not.toContain('-');
        expect(formatShort(value)).not.toContain('-');
      }),
    );
  });
});

describe('the other formats', () => {
  it('drops trailing zeros where a number stands still', () => {
    expect(formatShort(0.1)).toBe('0.1');
    expect(formatShort(5)).toBe('5');
    expect(formatShort(150)).toBe('150');
    expect(formatShort(1000)).toBe('1,000');
    expect(formatShort(-3e-7)).toBe('−3e−7');
    expect(formatShort(5.843333)).toBe('5.843');
  });

  it('writes shares, rates, sizes and counts with their units', () => {
    expect(formatPercent(0.9666)).toBe('96.7\u00a0%');
    expect(formatPercent(1)).toBe('100.0\u00a0%');
    expect(formatPercent(null)).toBe('–');
    expect(formatRate(840.4)).toBe('840 rows/s');
    expect(formatRate(999.7)).toBe('1.00 k rows/s');
    expect(formatRate(412_345)).toBe('412 k rows/s');
    expect(formatRate(1_260_000)).toBe('1.26 M rows/s');
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(4096)).toBe('4.1 KB');
    expect(formatBytes(130_000_000)).toBe('130 MB');
    expect(formatInteger(-1260)).toBe('−1,260');
    expect(formatCount(1, 'row')).toBe('1 row');
    expect(formatCount(1260, 'row')).toBe('1,260 rows');
    expect(formatCount(2, 'class', 'classes')).toBe('2 classes');
  });
});
