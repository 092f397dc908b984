import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { promisify } from 'node:util';
import { root } from './runtime';

const run = promisify(execFile);

/** Writes the rows of a CSV file as Parquet, with the data engine's own writer. */
export async function writeParquet(csv: string, parquet: string): Promise<void> {
  const text = (path: string) => `'${path.replaceAll("'", "''")}'`;
  const sql = `copy (select * from read_csv(${text(csv)})) to ${text(parquet)} (format parquet)`;
  const program = `require('@duckdb/node-api').DuckDBInstance.create(':memory:').then(async (database) => {
    const connection = await database.connect();
    await connection.run(${JSON.stringify(sql)});
  });`;
  await run(process.execPath, ['-e', program], { cwd: root });
}

/** A CSV file of two features and a class, as long as it has to be. */
export async function writeLongCsv(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('width,height,kind\n');
  for (let row = 0; row < rows; ) {
    const lines: string[] = [];
    for (const end = Math.min(rows, row + 10_000); row < end; row++) {
      const width = Math.sin(row) * 5;
      lines.push(
        `${width.toFixed(6)},${(Math.cos(row * 7) * 3).toFixed(6)},${width > 0 ? 'wide' : 'narrow'}\n`,
      );
    }
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
