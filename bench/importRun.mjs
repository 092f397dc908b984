// One measurement of `import.mjs` in a fresh process: BUNDLE WAY CSV. Prints its figures as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

const [, , bundle = '', way = '', csv = '', memory = '512'] = process.argv;
/** @type {typeof import('./importCore.ts')} */
const { DataEngine, columnSpec, encodeInto, fitColumn, readColumn } = await import(
  pathToFileURL(bundle).href
);
const folder = mkdtempSync(join(tmpdir(), 'neuroloom-bench-'));
const engine = await DataEngine.open({ folder, memoryLimitBytes: Number(memory) * 1e6, threads: 2 });

/** Peak memory of this process so far, in MB. */
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
/** @template T @param {() => Promise<T>} work */
async function timed(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function imported() {
  const result = await engine.import({ source: { kind: 'csv', path: csv } });
  if (result.status !== 'done') throw new Error(JSON.stringify(result));
  return result.imported;
}

/** Columns in memory at a time: each read of the table has its price, whatever its width. */
const columnsAtOnce = 6;

/**
 * Every column scaled as a feature, in one matrix of float32: some columns at a time are read, fitted and encoded.
 * @param {import('../core/data/storedTable.ts').ImportedTable} from
 */
async function encode({ table, columns }) {
  const encoded = columns.filter(({ type }) => type === 'number' || type === 'integer');
  const stride = encoded.length;
  const values = new Float32Array(table.rowCount * stride);
  const rows = new Uint32Array(table.rowCount);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  /** @type {Awaited<ReturnType<typeof table.loadRows>> | undefined} */
  let part;
  for (let at = 0; at < stride; at += columnsAtOnce) {
    const summaries = encoded.slice(at, at + columnsAtOnce);
    part = await table.loadRows(
      summaries.map(({ name }) => name),
      0,
      table.rowCount,
      part,
    );
    const features = part.columns.map((column, place) => {
      const summary = summaries[place];
      if (!summary) throw new Error(column.name);
      const spec = columnSpec(summary, summary.type, 'feature');
      const cells = readColumn(column, spec);
      return { fitted: fitColumn(spec, cells), values: cells };
    });
    encodeInto(features, rows, { values, at, stride });
  }
  return values;
}

/** DuckDB by itself, with its own detection and its own summary. */
async function plainDuckDB() {
  const instance = await DuckDBInstance.create(join(folder, 'plain.duckdb'), {
    threads: '2',
    memory_limit: `${memory}MB`,
  });
  const connection = await instance.connect();
  await connection.run(`create table rows as select * from read_csv('${csv.replaceAll("'", "''")}')`);
  await connection.runAndReadAll('summarize rows');
}

const ways = {
  async import() {
    const read = await timed(imported);
    const importPeak = peak();
    const encoded = await timed(() => encode(read.result));
    return { import: read, importPeak, encode: encoded, peak: peak() };
  },
  async duckdb() {
    const read = await timed(plainDuckDB);
    return { import: read, peak: peak() };
  },
  async only() {
    const read = await timed(imported);
    return {
      import: read,
      rows: read.result.table.rowCount,
      columns: read.result.columns.length,
      peak: peak(),
    };
  },
  async pages() {
    const { table, columns } = await imported();
    const name = columns[0]?.name ?? '';
    const queries = /** @type {const} */ ({
      unsorted: {},
      sorted: { sort: { column: name, descending: true } },
      filtered: { filters: [{ is: 'between', column: name, from: 0, to: 1 }] },
    });
    const figures = [];
    for (const [what, query] of Object.entries(queries)) {
      const first = await timed(() => table.page({ first: 0, count: 100, ...query }));
      const { total } = first.result;
      const times = [];
      for (let at = 0; at < 20; at++)
        times.push(
          (await timed(() => table.page({ first: Math.floor((total / 20) * at), count: 100, ...query })))
            .seconds,
        );
      times.sort((a, b) => a - b);
      figures.push({ what, first: first.seconds, median: times[10], worst: times[19] });
    }
    return { rows: table.rowCount, columns: columns.length, figures };
  },
};

const chosen = ways[/** @type {keyof typeof ways} */ (way)];
const figures = await chosen();
console.log(JSON.stringify(figures, (key, value) => (key === 'result' ? undefined : value)));
await engine.close();
rmSync(folder, { recursive: true, force: true });
process.exit();
