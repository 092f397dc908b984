import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../testing/readCsv';
import { cellTexts } from './table';
import { formatCsv } from './writeCsv';

test('what is written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', ' ', 'é') });
  const row = fc.tuple(cell, cell);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const [x, y] = readCsv(formatCsv([['x', 'y'], ...rows])).columns.map(cellTexts);
      expect(x!.map((value, index) => [value, y![index]])).toEqual(rows);
    }),
  );
});

test('cells are quoted only where they must be', () => {
  expect(
    formatCsv([
      ['a', 'b c', '1,5'],
      ['"', ' d', ''],
    ]),
  ).toBe('a,b c,"1,5"\n""""," d",\n');
});
