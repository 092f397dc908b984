// The textbook samples in the order of their cards, as the texts of their files.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../setup/project.mjs';
import { convnetjs } from './convnetjs.mjs';
import { sizes, spirals } from './cs231n.mjs';
import { harley } from './harley.mjs';
import { logic } from './logic.mjs';
import { mind } from './mind.mjs';
import { nielsen } from './nielsen.mjs';
import { students } from './students.mjs';
import { trask } from './trask.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {import('./project.mjs').Data} Data
 * @typedef {import('./project.mjs').Draws} Draws
 */

/** The samples of data sets come first, and have the numbers below. */
const firstOrder = 11;

/** @returns {Promise<Map<string, string>>} text by file name */
export async function textbookSamples() {
  const { Mt19937 } = await load('core/data/mt19937.ts');
  const { Draws } = await load('core/data/random.ts');
  const { formatJson } = await load('core/graph/formatJson.ts');
  /** @param {number} seed @returns {Draws} */
  const numpy = (seed) => new Draws(new Mt19937(seed));
  /** @type {[string, Sample[]][]} */
  const groups = [
    ['Worked by hand', [...trask(), ...mind(), ...students()]],
    ['XOR three ways', logic()],
    ['CS231n', [...spirals(numpy), ...sizes(), ...convnetjs(numpy)]],
    ['A visual proof', nielsen()],
    ['Handwriting', [harley()]],
  ];
  const samples = groups.flatMap(([group, list]) => list.map((sample) => ({ group, ...sample })));
  /** @type {Map<string, string>} */
  const files = new Map();
  samples.forEach((sample, index) => {
    files.set(`${sample.id}.nloom`, `${formatJson(projectOf(sample, sample.group, firstOrder + index))}\n`);
    const text = csvOf(sample.data);
    const { file } = sample.data;
    if ((files.get(file) ?? text) !== text) throw new Error(`${file} is wanted with two contents`);
    files.set(file, text);
  });
  return files;
}

/** @param {string} path of a TypeScript file */
export async function load(path) {
  const { module } = await runnerImport(resolve(root, path), { root, configFile: false, logLevel: 'error' });
  return /** @type {Record<string, any>} */ (module);
}

/**
 * @param {Sample} sample
 * @param {string} group
 * @param {number} order
 */
function projectOf({ name, summary, graph, data, training, split, images, parameters }, group, order) {
  return {
    format: 'neuroloom-project',
    version: 1,
    name,
    graph,
    dataset: {
      source: { kind: 'csv', path: data.file },
      columns: data.columns,
      split: split ?? { validation: 0, test: 0, stratify: false },
      ...(images ? { images } : {}),
    },
    training,
    ...(parameters && { parameters }),
    summary,
    group,
    order,
  };
}

/** @param {Data} data */
export function csvOf({ columns, rows }) {
  const lines = [columns.map(({ name }) => name), ...rows];
  return `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
}
