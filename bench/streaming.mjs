// `node bench/streaming.mjs`: `neuroloom train` for one epoch over a table of 5,000,000 × 29, streamed from disk and in memory; time, peak
// memory, and whether both learn the same. `--rows N` takes another number of rows, `--way streamed|memory` one of the two, `--save`
// writes the figures to results/streaming.md. Needs Linux, which knows a process's peak memory, and 3 GB on the disk.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'vite';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000000' },
    way: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const rows = Number(options.rows);
const columns = 29;
const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, '.cache/bench-streaming');
mkdirSync(outDir, { recursive: true });

await build({
  root,
  configFile: resolve(root, 'vite.cli.config.mts'),
  logLevel: 'warn',
  build: { outDir: resolve(outDir, 'cli') },
});

/** A CSV file of 28 numbers and a class that hangs on some of them, made once. */
async function csvFile() {
  const path = resolve(outDir, `rows-${rows}x${columns}.csv`);
  if (existsSync(path)) return path;
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run('select setseed(0.5)');
  const numbers = Array.from(
    { length: columns - 1 },
    (_, index) => `round(10 * random() - 5, 4) as x${index}`,
  );
  const label = `case when x0 + x1 * x2 > 1 then 'a' when x3 > x4 then 'b' else 'c' end as label`;
  await connection.run(
    `copy (select *, ${label} from (select ${numbers.join(', ')} from range(${rows}))) to '${path}.part' (header)`,
  );
  connection.closeSync();
  renameSync(`${path}.part`, path);
  return path;
}

/** 28-32-relu-3-softmax on that file. @param {string} csv @param {number} memoryLimit in MB */
function project(csv, memoryLimit) {
  const wires = ['x h', 'h f', 'f o', 'o p', 'p loss.prediction', 'y loss.target'].map((wire) =>
    wire.split(' '),
  );
  const numbers = Array.from({ length: columns - 1 }, (_, index) => `x${index}`);
  return {
    format: 'neuroloom-project',
    version: 1,
    name: 'Streaming',
    graph: {
      nodes: [
        { id: 'x', kind: 'input' },
        { id: 'y', kind: 'target' },
        { id: 'h', kind: 'dense', units: 32 },
        { id: 'f', kind: 'activation', function: 'relu' },
        { id: 'o', kind: 'dense', units: 3 },
        { id: 'p', kind: 'activation', function: 'softmax' },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
      ],
      edges: wires.map(([from, to]) => ({ from: `${from}.out`, to: to?.includes('.') ? to : `${to}.in` })),
    },
    dataset: {
      source: { kind: 'csv', path: csv },
      columns: [
        ...numbers.map((name) => ({ name, type: 'number', role: 'feature', scaling: 'standard' })),
        { name: 'label', type: 'category', role: 'target', categories: ['a', 'b', 'c'] },
      ],
    },
    training: { batchSize: 64, blockRows: 65_536, memoryLimit, epochs: 1 },
  };
}

/** Runs the command line; its most memory comes from the system, which keeps it (Linux). @param {string[]} args */
async function measure(args) {
  const start = performance.now();
  const child = spawn(process.execPath, [resolve(outDir, 'cli/neuroloom.js'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  /** @type {[number, string][]} */
  const said = [];
  child.stderr.on('data', (/** @type {Buffer} */ text) => {
    for (const line of text.toString().trim().split('\n'))
      said.push([(performance.now() - start) / 1000, line]);
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((done) => child.on('exit', done));
  let peak = 0;
  let code;
  do {
    code = await Promise.race([ended, sleep(100, undefined)]);
    const status = existsSync(`/proc/${child.pid}/status`)
      ? readFileSync(`/proc/${child.pid}/status`, 'utf8')
      : '';
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } while (code === undefined);
  if (code !== 0) throw new Error(said.map(([, line]) => line).join('\n'));
  return { seconds: (performance.now() - start) / 1000, peak, said };
}

const csv = await csvFile();
console.log(
  `${rows.toLocaleString('en-US')} rows × ${columns} columns, ${(statSync(csv).size / 1e6).toFixed(0)} MB of CSV`,
);
/** @type {[string, number][]} */
const ways = [
  ['streamed', 1],
  ['memory', 1e9],
];
/** @type {Set<string>} */
const learned = new Set();
const table = ['| way | import and preparation | epoch | peak memory |', '| --- | --- | --- | --- |'];
const wanted = ways.filter(([name]) => name.includes(options.way));
for (const [name, memoryLimit] of wanted) {
  const path = resolve(outDir, `${name}.nloom`);
  const out = resolve(outDir, `${name}-trained.nloom`);
  writeFileSync(path, JSON.stringify(project(csv, memoryLimit)));
  rmSync(out, { force: true });
  const { seconds, peak, said } = await measure(['train', path, '--out', out]);
  const { parameters, metrics } = JSON.parse(readFileSync(out, 'utf8'));
  learned.add(JSON.stringify({ parameters, metrics }));
  console.log(
    `${name}: ${seconds.toFixed(1)} s, peak memory ${peak.toFixed(0)} MB, loss ${metrics.loss.toPrecision(4)}, validation ${metrics.validationLoss.toPrecision(4)}`,
  );
  const prepared = said.find(([, line]) => line.includes('training row'))?.[0] ?? 0;
  table.push(
    `| ${name} | ${prepared.toFixed(0)} s | ${(seconds - prepared).toFixed(0)} s | ${peak.toFixed(0)} MB |`,
  );
  for (const [at, line] of said) console.log(`  ${at.toFixed(1).padStart(7)} s  ${line}`);
}
if (learned.size > 1) throw new Error('The two ways did not learn the same.');
if (wanted.length === 2) {
  const same = 'Both learned the same, to the last bit.';
  console.log(same);
  if (options.save) {
    const title = '# Training from disk and in memory';
    const what = `\`neuroloom train\` for one epoch over ${rows.toLocaleString('en-US')} rows × ${columns} columns (${(statSync(csv).size / 1e9).toFixed(1)} GB of CSV), 28-32-3, batches of 64, blocks of 65,536 rows; ${cpus().length} processors. ${same}`;
    const text = [title, '', what, '', ...table, ''].join('\n');
    writeFileSync(resolve(import.meta.dirname, 'results/streaming.md'), text);
  }
}
