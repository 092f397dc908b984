import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DataEngine } from './dataEngine';

const folder = mkdtempSync(join(tmpdir(), 'neuroloom-order-'));
const engine = await DataEngine.open({ folder, memoryLimitBytes: 256e6, threads: 4 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the rows of a file of many megabytes', () => {
  it('stay in their order, read whole or in parts', async () => {
    const path = join(folder, 'rows.csv');
    const count = 300_000;
    const filling = 'a text that makes the row longer, so that several threads read the file';
    const lines = Array.from(
      { length: count },
      (_, row) => `${row},${'abc'[row % 3]},${row % 2 === 0 ? 'yes' : 'no'},${filling}`,
    );
    writeFileSync(path, `row,label,even,note\n${lines.join('\n')}\n`);
    const result = await engine.import({ source: { kind: 'csv', path } });
    if (result.status !== 'done') throw new Error(JSON.stringify(result));
    const { table } = result.imported;
    const valuesOf = async (first: number, rows: number) => {
      const [column] = (await table.loadRows(['row'], first, rows)).columns;
      return column?.kind === 'number' ? column.values : new Float64Array();
    };
    const [whole] = (await table.load(['row'])).columns;
    const expected = Float64Array.from({ length: count }, (_, row) => row);
    expect(whole).toEqual({ name: 'row', kind: 'number', values: expected });
    for (const [first, rows] of [
      [0, 65_536],
      [131_072, 65_536],
      [299_000, 5000],
    ] as const)
      expect(await valuesOf(first, rows)).toEqual(expected.slice(first, first + rows));
    await table.close();
  });
});
