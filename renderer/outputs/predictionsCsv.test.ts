import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellTexts } from '../../core/data/table';
import type { Predictions } from '../../core/protocol';
import { readCsv } from '../../core/testing/readCsv';
import { predictionLines, predictionsHeader } from './predictionsCsv';

describe('a file of predictions', () => {
  it('reads back with every digit, whatever the labels', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 6 })
      .filter((each) => !each.includes('\0') && each.trim() === each);
    const numbers = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, numbers), { minLength: 1, maxLength: 5 }), (given) => {
        const predictions: Predictions = {
          rows: Uint32Array.from(given, (_, index) => index * 2),
          parts: given.map(() => 'train'),
          heads: [
            {
              nodeId: 'p',
              columns: ['y'],
              outputNames: ['first, of two', 'second'],
              values: Float64Array.from(given.flatMap(([, , pair]) => pair)),
              actual: given.map(([actual]) => actual),
              decoded: given.map(([, decoded]) => decoded),
            },
          ],
        };
        const lines = given.map((_, row) => predictionLines(predictions, row, row + 1));
        expect(predictionLines(predictions)).toBe(lines.join(''));
        const csv = predictionsHeader(predictions) + lines.join('');
        const table = readCsv(csv);
        const column = (index: number) => cellTexts(table.columns[index]!);
        expect(table.columns.map(({ name }) => name)).toEqual([
          'row',
          'part',
          'actual',
          'predicted',
          'first, of two',
          'second',
        ]);
        given.forEach(([actual, decoded, [first, second]], row) => {
          expect(column(0)[row]).toBe(String(row * 2 + 1));
          expect(column(2)[row]).toBe(actual.replace(/\r\n?/g, '\n'));
          expect(column(3)[row]).toBe(decoded.replace(/\r\n?/g, '\n'));
          expect(Number(column(4)[row]) + 0).toBe(first + 0);
          expect(Number(column(5)[row]) + 0).toBe(second + 0);
        });
      }),
    );
  });
});
