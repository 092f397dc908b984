// `node bench/import.mjs` or `npm run bench -- --only import`: how fast files are read, typed, summarised and encoded, and in how
// much memory, beside DuckDB's own reader and summary. `--large` also reads 5,000,000 rows, `--save` writes results/import.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'vite';
import { median } from './measure.mjs';

const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, '.cache/bench-import');

/** @typedef {{ seconds: number, cpuSeconds: number }} Timed */

/** @param {{ large?: boolean, save?: boolean, rounds?: number }} options */
export async function benchImport({ large = false, save = false, rounds = 3 }) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(root, 'bench/importCore.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        external: ['@duckdb/node-api'],
        output: { format: 'es', entryFileNames: 'import.mjs' },
      },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-bench-'));
  /** @type {string[][]} */
  const table = [['work', 'figure', 'target']];
  /** @param {string} what @param {string} figure @param {string} [target] */
  const tell = (what, figure, target = '') => {
    table.push([what, figure, target]);
    console.log(`${what}  |  ${figure}  |  ${target}`);
  };
  try {
    const csv = await writeCsv(join(folder, 'rows.csv'), 500_000, 29);
    /** @type {{ ours: number[], theirs: number[], imports: number[], cpu: number[], theirCpu: number[], peaks: number[], importPeaks: number[] }} */
    const seen = { ours: [], theirs: [], imports: [], cpu: [], theirCpu: [], peaks: [], importPeaks: [] };
    for (let round = 0; round < rounds; round++) {
      const ours = measure('import', csv.path, 1000);
      const theirs = measure('duckdb', csv.path, 1000);
      seen.imports.push(ours.import.seconds);
      seen.ours.push(ours.import.seconds + ours.encode.seconds);
      seen.theirs.push(theirs.import.seconds + ours.encode.seconds);
      seen.cpu.push(ours.import.cpuSeconds + ours.encode.cpuSeconds);
      seen.theirCpu.push(theirs.import.cpuSeconds + ours.encode.cpuSeconds);
      seen.peaks.push(ours.peak);
      seen.importPeaks.push(ours.importPeak);
    }
    const name = `${(csv.bytes / 1e6).toFixed(0)} MB, 500,000 × 29`;
    const speed = (/** @type {number[]} */ seconds) => (csv.bytes / 1e6 / median(seconds)).toFixed(0);
    tell(`${name}: import, types, summary`, `${speed(seen.imports)} MB/s`);
    tell(`${name}: the same and encode`, `${speed(seen.ours)} MB/s`, '≥ 60 MB/s');
    tell(`DuckDB’s read_csv and SUMMARIZE, and our encode`, `${speed(seen.theirs)} MB/s`);
    tell(
      'our time to DuckDB’s',
      `${median(seen.ours.map((own, round) => own / (seen.theirs[round] ?? Number.NaN))).toFixed(2)}×`,
      '≤ 1.3×',
    );
    tell(
      'our processor time to DuckDB’s',
      `${median(seen.cpu).toFixed(1)} s to ${median(seen.theirCpu).toFixed(1)} s`,
    );
    const times = (/** @type {number[]} */ peaks) => {
      const megabytes = median(peaks);
      return `${megabytes} MB, ${((megabytes * 1024 * 1024) / csv.bytes).toFixed(2)}× the file`;
    };
    tell('peak memory of the process after the import', times(seen.importPeaks));
    tell('peak memory of the process after the encoding', times(seen.peaks), '≤ 3×');

    const pages = await writeCsv(join(folder, 'pages.csv'), 1_000_000, 12);
    for (const { what, first, median: usual, worst } of measure('pages', pages.path, 512).figures) {
      tell(
        `100 rows of 1,000,000 × 12, ${what}`,
        `first ${milliseconds(first)}, then ${milliseconds(usual)}, at worst ${milliseconds(worst)}`,
        what === 'unsorted' ? '≤ 50 ms' : '',
      );
    }
    const wide = await writeCsv(join(folder, 'wide.csv'), 2000, 5000);
    const many = measure('only', wide.path, 1000);
    tell(
      `${(wide.bytes / 1e6).toFixed(0)} MB, 2,000 × 5,000`,
      `${many.import.seconds.toFixed(1)} s (${many.import.cpuSeconds.toFixed(1)} s of processor), peak ${many.peak} MB`,
    );
    if (large) {
      rmSync(pages.path);
      const long = await writeCsv(join(folder, 'long.csv'), 5_000_000, 29);
      const { import: read, peak } = measure('only', long.path, 1000);
      tell(
        `${(long.bytes / 1e9).toFixed(2)} GB, 5,000,000 × 29`,
        `${read.seconds.toFixed(0)} s, ${(long.bytes / 1e6 / read.seconds).toFixed(0)} MB/s, peak ${peak} MB`,
        '≤ 3,000 MB',
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (save) writeResults(table, rounds);
}

const milliseconds = (/** @type {number} */ seconds) => `${(seconds * 1000).toFixed(0)} ms`;

/** @param {string} way @param {string} csv @param {number} memory of the database, in MB */
function measure(way, csv, memory) {
  const script = resolve(import.meta.dirname, 'importRun.mjs');
  const output = execFileSync(
    process.execPath,
    [script, join(outDir, 'import.mjs'), way, csv, String(memory)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(output);
}

/** Numbers with six decimals between −2 and 2. @param {string} path @param {number} rows @param {number} columns */
async function writeCsv(path, rows, columns) {
  const connection = await (
    await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1GB' })
  ).connect();
  await connection.run('select setseed(0.5)');
  const numbers = Array.from({ length: columns }, (_, index) => `round(4 * random() - 2, 6) as x${index}`);
  await connection.run(`copy (select ${numbers.join(', ')} from range(${rows})) to '${path}' (header)`);
  connection.closeSync();
  return { path, bytes: statSync(path).size };
}

/** @param {string[][]} table @param {number} rounds */
function writeResults([head = [], ...lines], rounds) {
  const folder = resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const text = [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} processors, load ${loadavg()[1]?.toFixed(1)}, Node ${process.versions.node}`;
  const intro = `Every figure from a process of its own, medians of ${rounds} rounds in turn, on ${machine}. Made by \`node bench/import.mjs --save\`.`;
  writeFileSync(resolve(folder, 'import.md'), `${intro}\n\n${text}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      large: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
    },
  });
  await benchImport({ ...values, rounds: Number(values.rounds) });
  process.exit();
}
