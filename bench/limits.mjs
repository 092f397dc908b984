// What is not compared with a peer: memory beside its formula, the time an edit takes, and what pictures for the window cost.
import { MessageChannel, Worker } from 'node:worker_threads';
import { median, ratio } from './measure.mjs';
import { openBackend } from './peers/neuroloom.mjs';

const figure = (/** @type {number} */ value) =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
const verdict = (/** @type {boolean} */ met, /** @type {string} */ target) =>
  `${met ? 'met' : 'MISSED'}: ${target}`;

/**
 * Bytes of the engine's arena on one thread by parameters × (2 + optimizer state) + live activations of one batch.
 * @param {typeof import('./core.ts')} engine
 * @param {import('./networks.mjs').Network} network
 */
export function memoryLine(engine, network) {
  const { plan } = openBackend(engine, network, null);
  const { used, needed, beside } = engine.planMemory(plan, network.batch);
  return [
    `arena, ${network.name}`,
    `${figure(used / 1e3)} KB; beside it ${figure(beside / 1e3)} KB`,
    'the formula',
    `${figure(needed / 1e3)} KB`,
    `${figure(used / needed)}×`,
    verdict(used / needed <= 1.1, '≤ 1.1×'),
  ];
}

/**
 * Milliseconds from a graph of 200 nodes to a verified plan, as at every edit: blocks of dense layers whose outputs are added up or
 * joined, with batch norm and dropout between.
 * @param {typeof import('./core.ts')} engine
 */
export function compileLine(engine) {
  const { node, graphOf, compile, assertPlan, settings } = engine;
  const nodes = [node('x', 'input'), node('y', 'target')];
  const wires = [];
  let last = 'x';
  const add = (/** @type {string} */ kind, /** @type {object} */ fields, /** @type {string[]} */ ...from) => {
    const id = `n${nodes.length}`;
    nodes.push(node(id, kind, fields));
    for (const source of from) wires.push(`${source} > ${id}`);
    last = id;
    return id;
  };
  for (let block = 0; nodes.length + 11 < 200; block++) {
    const start = add('dense', { units: 16 }, last);
    const norm = add('batchNorm', {}, start);
    const left = add('activation', { function: 'relu' }, norm);
    const deep = add('dense', { units: 16 }, left);
    const right = add('activation', { function: 'tanh' }, deep);
    const sum = add(block % 2 ? 'add' : 'multiply', {}, start, right);
    const dropped = add('dropout', { rate: 0.1 }, sum);
    add('maxout', { units: 8, pieces: 2 }, dropped);
    add('concat', {}, last, sum);
  }
  while (nodes.length < 198) add('activation', { function: 'sigmoid' }, last);
  add('dense', { units: 3 }, last);
  nodes.push(node('loss', 'loss', { function: 'categoricalCrossEntropy', fromLogits: true }));
  wires.push(`${last} > loss.prediction`, 'y > loss.target');
  const graph = graphOf(nodes, wires);
  const training = settings({ optimizer: { kind: 'adam' } });
  const widths = new Map([
    ['x', 4],
    ['y', 3],
  ]);
  const once = () => {
    const start = performance.now();
    const { plan, problems } = compile(graph, widths, training);
    if (!plan) throw new Error(problems[0]?.message);
    assertPlan(plan);
    return performance.now() - start;
  };
  const first = once();
  const ms = median(Array.from({ length: 51 }, once));
  return [
    `${graph.nodes.length} nodes to a verified plan`,
    `${figure(ms)} ms; the first time ${figure(first)} ms`,
    '',
    '',
    '',
    verdict(ms <= 20, '≤ 20 ms'),
  ];
}

/** The other end of a port, which says that it has drawn each picture at once, as a window does 60 times a second, and takes all numbers. */
const window = `
const { workerData } = require('node:worker_threads');
workerData.on('message', (event) => {
  if (event.type === 'frame') workerData.postMessage(event.sequence);
  if (event.type === 'checkpointNumbers') workerData.postMessage(null);
});
`;

/**
 * Samples a second of the engine process's own run, with and without pictures of the activations on their way to another thread. The
 * same run goes on through many short stretches, two with pictures after two without, so that what the machine does besides, and what
 * the run has learned, weighs on both alike.
 * @param {typeof import('./core.ts')} engine
 * @param {import('./networks.mjs').Network} network
 * @param {{ rounds: number, milliseconds: number }} effort
 */
export async function framesLine(engine, network, { rounds, milliseconds }) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(window, { eval: true, workerData: port2, transferList: [port2] });
  const run = openedRun(engine, network);
  let shown = true;
  let frames = 0;
  /** Of the stretches with pictures. */
  let allPictures = 0;
  let allSeconds = 0;
  /** The last picture that was drawn and whose answer is held back: none other is made until then. */
  let held = Number.NaN;
  const active = new engine.ActiveRun(run, {
    runId: 'r',
    untilEpoch: Number.MAX_SAFE_INTEGER,
    watchRow: 0,
    epochsPerSecond: null,
    send: (event) => {
      if (event.type === 'frame') frames += 1;
      port1.postMessage(event);
    },
    host: {
      now: () => performance.now(),
      yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      threads: null,
      runExport: () => Promise.reject(new Error('nothing is exported')),
      logError: (error) => console.error(error),
    },
  });
  port1.on('message', (/** @type {number | null} */ sequence) => {
    if (sequence === null) active.numbersTaken();
    else if (shown) active.frameShown(sequence);
    else held = sequence;
  });
  active.begin(false);
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const stretch = async (/** @type {boolean} */ withPictures) => {
    if (withPictures && !shown) active.frameShown(held);
    shown = withPictures;
    // What is still on its way belongs to the stretch before.
    await pause(40);
    const [start, before, drawn] = [performance.now(), run.trainer.step, frames];
    await pause(milliseconds);
    const seconds = (performance.now() - start) / 1000;
    const pictures = frames - drawn;
    if (shown) {
      allPictures += pictures;
      allSeconds += seconds;
    } else if (pictures > 0) throw new Error(`${pictures} pictures where there are to be none`);
    return ((run.trainer.step - before) * network.batch) / seconds;
  };
  /** @type {number[]} */
  const streamed = [];
  /** @type {number[]} */
  const still = [];
  for (let round = -2; round < rounds; round++) {
    const first = await stretch(true);
    const second = await stretch(false);
    const third = await stretch(false);
    const fourth = await stretch(true);
    if (round < 0) continue;
    streamed.push((first + fourth) / 2);
    still.push((second + third) / 2);
  }
  active.abandon();
  port1.close();
  await worker.terminate();
  // Large networks are pictured as often as 4 % of their time allows.
  if (allPictures < allSeconds) throw new Error(`${allPictures} pictures in ${allSeconds} s`);
  const times = ratio(streamed, still);
  return [
    `training with pictures for the window, ${network.name}`,
    `${figure(median(streamed))} samples/s`,
    'without',
    figure(median(still)),
    `${figure(times)}×`,
    verdict(times >= 0.95, '≥ 0.95×'),
  ];
}

/**
 * A run as the engine process opens it, from a table.
 * @param {typeof import('./core.ts')} engine
 * @param {import('./networks.mjs').Network} network
 */
function openedRun(engine, network) {
  const { sizes, activation, optimizer, batch } = network;
  const inputs = Array.from({ length: sizes[0] ?? 1 }, (_, i) => `x${i}`);
  const classes = Array.from({ length: Math.max(2, sizes.at(-1) ?? 2) }, (_, i) => `c${i}`);
  const rows = Array.from({ length: batch * 50 }, (_, row) =>
    [...inputs.map((_, i) => Math.sin(row * 7 + i * 3).toFixed(3)), classes[row % classes.length]].join(','),
  );
  const table = engine.readCsv([[...inputs, 'label'].join(','), ...rows].join('\n'));
  const nodes = [engine.node('x', 'input'), engine.node('y', 'target')];
  const wires = [];
  let last = 'x';
  sizes.slice(1).forEach((units, index) => {
    const isLast = index === sizes.length - 2;
    nodes.push(engine.node(`d${index}`, 'dense', { units: isLast ? classes.length : units }));
    wires.push(`${last} > d${index}`);
    last = `d${index}`;
    if (isLast) return;
    nodes.push(engine.node(`a${index}`, 'activation', { function: activation }));
    wires.push(`${last} > a${index}`);
    last = `a${index}`;
  });
  nodes.push(engine.node('loss', 'loss', { function: 'categoricalCrossEntropy', fromLogits: true }));
  wires.push(`${last} > loss.prediction`, 'y > loss.target');
  const opened = engine.openRun({
    graph: engine.graphOf(nodes, wires),
    dataset: engine.datasetSchema.parse({
      source: { kind: 'csv', path: 'rows.csv' },
      columns: [
        ...inputs.map((name) => ({ name, type: 'number', role: 'feature' })),
        { name: 'label', type: 'category', role: 'target', categories: classes },
      ],
      split: { validation: 0, test: 0 },
    }),
    training: engine.settings({ optimizer, batchSize: batch, backend: 'wasm' }),
    table,
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.run;
}
