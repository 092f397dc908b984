import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, stepOf, stepped, writeNumber } from './numberText';

describe('reading numbers', () => {
  it.each([
    ['16', 16],
    [' −0.5 ', -0.5],
    ['1e-3', 0.001],
    ['1,000', 1000],
    ['12,345,678.5', 12_345_678.5],
    ['.25', 0.25],
    ['+3', 3],
  ])('takes "%s"', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', ' ', 'eight', '1,00', '1.2.3', '0x10', 'Infinity', '1e999', '--1', '.'])(
    'refuses "%s"',
    (text) => {
      expect(readNumber(text)).toBeNull();
    },
  );

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(writeNumber(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('stepping', () => {
  it('moves whole numbers by one and others by a tenth of their size', () => {
    expect([
      stepOf(8, true),
      stepOf(0.01, false),
      stepOf(0.05, false),
      stepOf(1, false),
      stepOf(0, false),
    ]).toEqual([1, 0.001, 0.001, 0.1, 0.01]);
  });

  it('leaves no binary dust and stays within the limits', () => {
    expect(stepped(0.1, 2, { integer: false })).toBe(0.12);
    expect(stepped(0.3, -1, { integer: false })).toBe(0.29);
    expect(stepped(2, -10, { integer: true, min: 1 })).toBe(1);
    expect(stepped(0.9, 10, { integer: false, max: 0.95 })).toBe(0.95);
    expect(stepped(1e-8, 1, { integer: false })).toBe(1.1e-8);
  });
});
