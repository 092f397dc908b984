// `npm run bench`: the engine and its peers in turn, a table of medians and ratios. `--quick` measures for a shorter time,
// `--only TEXT` the work whose name contains it (`--only import` and `--only streaming` what is done with files, `--only window` the app in
// its window), `--save` writes the table to results/, `--growth` measures how time grows with width, depth and batch instead, `--plain`
// lets the engine do without the fused multiply-add, which not every host has.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { loadEngine } from './core.mjs';
import { measureGrowth } from './growth.mjs';
import { ensurePeers } from './install.mjs';
import { compileLine, framesLine, memoryLine } from './limits.mjs';
import { fastest, inTurn, median, ratio } from './measure.mjs';
import { networks } from './networks.mjs';
import { brain } from './peers/brain.mjs';
import { neuroloom } from './peers/neuroloom.mjs';
import { onnxPrediction } from './peers/onnx.mjs';
import { lineProcess, pythonWith } from './peers/process.mjs';
import { synaptic } from './peers/synaptic.mjs';
import { tensorflow } from './peers/tensorflow.mjs';
import { torch } from './peers/torch.mjs';
import { denseRows, digitRows, predictionOf, productOf } from './products.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    save: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    /** Of `--only window`. */
    part: { type: 'string' },
  },
});
// Short rounds, as the machine changes its speed from one second to the next.
const effort = options.quick ? { rounds: 5, milliseconds: 120 } : { rounds: 11, milliseconds: 300 };
if (options.rounds) effort.rounds = Number(options.rounds);

const engine = await loadEngine();
engine.preferFused(setFlagsFromString);
if (options.only === 'import') {
  const { benchImport } = await import('./import.mjs');
  await benchImport({ save: options.save });
  process.exit();
}
if (options.only === 'streaming') {
  await import('./streaming.mjs');
  process.exit();
}
if (options.only === 'window') {
  await import('./window.mjs');
  process.exit();
}
if (options.growth) {
  await measureGrowth(engine, resolve(import.meta.dirname, 'results'));
  process.exit();
}
ensurePeers();
// What else the machine was doing.
const [loadBefore = 0] = loadavg();

/** A peer that cannot be loaded is left out. @template T @param {() => T | Promise<T>} load */
async function ifThere(load) {
  try {
    return await load();
  } catch (error) {
    console.log(`left out: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    return null;
  }
}

const arithmetic = options.plain ? 'plain' : engine.hostArithmetic();
const own = [1, ...(availableParallelism() > 1 ? [2] : [])].map((threads) =>
  // Left open, the size of the network decides, as in the app.
  neuroloom(engine, threads, options.plain ? 'plain' : undefined),
);
const peers = [
  await ifThere(brain),
  await ifThere(synaptic),
  await ifThere(() => tensorflow('cpu')),
  await ifThere(() => tensorflow('wasm')),
  await ifThere(torch),
].filter((peer) => peer !== null);

/** @type {string[][]} */
const table = [];

/**
 * @param {string} what
 * @param {string} unit
 * @param {number[][]} ours the fastest counts
 * @param {{ name: string, target: number | null, rates: number[] }[]} theirs
 */
function report(what, unit, ours, theirs) {
  const best = fastest(ours);
  const figure = (/** @type {number} */ value) =>
    value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
  for (const { name, target, rates } of theirs) {
    const times = ratio(best, rates);
    const verdict = target === null ? '' : `${times >= target ? 'met' : 'MISSED'}: ${target}×`;
    const line = [
      what,
      `${figure(median(best))} ${unit}`,
      name,
      figure(median(rates)),
      `${figure(times)}×`,
      verdict,
    ];
    table.push(line);
    console.log(line.join('  |  '));
  }
}

for (const network of networks.filter(({ name }) => name.includes(options.only))) {
  const wanted = peers.filter((peer) => peer.name in network.peers);
  const ways = [];
  for (const contestant of [...own, ...wanted]) {
    for (const way of [await contestant.open(network)].flat()) ways.push({ contestant, way });
  }
  const rates = await inTurn(
    ways.map(({ way }) => way),
    { ...effort, rounds: effort.rounds * (network.steadier ?? 1) },
  );
  const ratesOf = (/** @type {unknown[]} */ contestants) =>
    rates.filter((_, index) => contestants.includes(ways[index]?.contestant));
  report(
    network.name,
    'samples/s',
    ratesOf(own),
    wanted.map((peer) => ({
      name: peer.name,
      target: network.peers[peer.name] ?? null,
      rates: fastest(ratesOf([peer])),
    })),
  );
}

const numpy = pythonWith('numpy');
if ('matrix product'.includes(options.only) && numpy) {
  const shape = { m: 64, k: 784, n: 300 };
  const sizes = [shape.m, shape.k, shape.n].map(String);
  const script = resolve(import.meta.dirname, 'peers/blasPeer.py');
  const blas = lineProcess(numpy, ['-u', script, ...sizes], {
    OPENBLAS_NUM_THREADS: '1',
    OMP_NUM_THREADS: '1',
  });
  const peer = {
    run: async (/** @type {number} */ milliseconds) => Number(await blas.ask(String(milliseconds))),
  };
  const [ours = [], theirs = []] = await inTurn([productOf(engine, shape, arithmetic), peer], effort);
  report(
    'matrix product 64×784×300, one core',
    'GFLOP/s',
    [ours],
    [{ name: 'OpenBLAS', target: 0.38, rates: theirs }],
  );
  blas.close();
}

const digits = networks.find(({ name }) => name.startsWith('784'));
if ('prediction'.includes(options.only) && digits) {
  for (const [kind, rows] of /** @type {const} */ ([
    ['a digit', digitRows()],
    ['a row without zeros', denseRows(digits.sizes[0] ?? 1)],
  ])) {
    const onnx = await ifThere(() => onnxPrediction(digits.sizes, rows));
    if (!onnx) break;
    const own = predictionOf(engine, digits, arithmetic, rows);
    const [ours = [], theirs = []] = await inTurn([own, onnx], effort);
    report(
      `prediction of ${kind}, 784-300-100-10`,
      'rows/s',
      [ours],
      [{ name: 'onnxruntime-node, 1 thread', target: 1.5, rates: theirs }],
    );
  }
}

/** @param {string[]} line */
function note(line) {
  table.push(line);
  console.log(line.join('  |  '));
}

if ('compile'.includes(options.only)) note(compileLine(engine));
if ('memory'.includes(options.only)) {
  for (const network of networks) note(memoryLine(engine, network));
}
if ('frames'.includes(options.only)) {
  for (const index of [1, 3, 4]) {
    const network = networks[index];
    // The cost lies within the noise of a few rounds.
    if (network) note(await framesLine(engine, network, { rounds: effort.rounds, milliseconds: 400 }));
  }
}

const head = ['work', 'Neuroloom', 'peer', 'peer’s', 'ratio', 'target'];
const text = [head, head.map(() => '---'), ...table].map((line) => `| ${line.join(' | ')} |`).join('\n');
console.log(`\n${text}`);
if (options.save) {
  const folder = resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} processors, Node ${process.versions.node}`;
  const intro = `Medians of ${effort.rounds} rounds in turn, on ${machine}. Load of the machine before: ${loadBefore.toFixed(1)}. Made by \`npm run bench -- --save\`.`;
  writeFileSync(resolve(folder, 'comparison.md'), `${intro}\n\n${text}\n`);
}
for (const contestant of [...own, ...peers]) if ('close' in contestant) await contestant.close?.();
process.exit();
