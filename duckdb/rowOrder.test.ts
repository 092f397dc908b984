import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TableColumn } from '../core/data/table';
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
    const filling = 'a text that makes the row longer so that several threads read the file';
    const lines = Array.from(
      { length: count },
      (_, row) => `${row},${'abc'[row % 3]},${row % 2 === 0 ? 'yes' : 'no'},${filling}`,
    );
    writeFileSync(path, `row,label,even,note\n${lines.join('\n')}\n`);
    const result = await engine.import({ source: { kind: 'csv', path } });
    if (result.status !== 'done') throw new Error(JSON.stringify(result));
    const { table } = result.imported;
    /** The first row that is not where it should be; −1 for none. */
    const firstOutOfPlace = (column: TableColumn | undefined, first: number) =>
      column?.kind === 'number' ? column.values.findIndex((value, row) => value !== first + row) : 0;
    const [whole] = (await table.load(['row'])).columns;
    expect(firstOutOfPlace(whole, 0)).toBe(-1);
    const parts = [
      [0, 65_536],
      [131_072, 65_536],
      [299_000, 5000],
    ] as const;
    for (const [first, rows] of parts) {
      const part = await table.loadRows(['row'], first, rows);
      expect([part.rowCount, firstOutOfPlace(part.columns[0], first)]).toEqual([
        Math.min(rows, count - first),
        -1,
      ]);
    }
    await table.close();
  });
});
