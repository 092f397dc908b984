import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv } from './csv';
import { cellTexts } from './table';
import { formatCsv } from './writeCsv';

test('what is written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', ' ', 'é') });
  const row = fc.tuple(cell, cell);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const parsed = parseCsv(formatCsv([['x', 'y'], ...rows]));
      if (!parsed.ok) throw new Error(parsed.problem.message);
      const [x, y] = parsed.table.columns.map(cellTexts);
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
