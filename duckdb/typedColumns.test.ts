import { expect, test } from 'vitest';
import type { Table } from '../core/data/table';
import { dataEngine, done } from './testing/importing';

const { importText } = dataEngine();

test('columns are written over those of an earlier answer of as many rows, and into memory of their own elsewhere', async () => {
  const rows = 5000;
  const lines = Array.from({ length: rows }, (_, row) => `${row},${row % 7 ? -row : ''},word${row % 3}`);
  const { table } = done(await importText(`up,down,word\n${lines.join('\n')}\n`));
  const valuesOf = ({ columns }: Table, place: number) => {
    const column = columns[place]!;
    if (column.kind === 'text') throw new Error(column.name);
    return column.values;
  };

  const first = await table.loadRows(['up'], 0, rows);
  const memory = valuesOf(first, 0);
  const second = await table.loadRows(['word', 'down', 'up'], 0, rows, first);
  const [words] = second.columns;
  expect(words?.kind === 'text' && words.texts).toEqual(['word0', 'word1', 'word2']);
  expect(valuesOf(second, 1)).toBe(memory);
  expect(valuesOf(second, 2)).not.toBe(memory);
  for (let row = 0; row < rows; row++) {
    expect(valuesOf(second, 1)[row]).toBe(row % 7 ? -row : Number.NaN);
    expect(valuesOf(second, 2)[row]).toBe(row);
  }

  const shorter = await table.loadRows(['up'], 10, 3, second);
  expect([...valuesOf(shorter, 0)]).toEqual([10, 11, 12]);
  expect(memory[1]).toBe(-1);
  await table.close();
});
