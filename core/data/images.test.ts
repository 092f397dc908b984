import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasetOf, inputAndTarget } from '../testing/datasets';
import { readCsv } from '../testing/readCsv';
import { guessDataset } from './guess';
import { imageRuns, imagesOfNode } from './images';
import { summariseColumns } from './summarise';

const count = (length: number) => Array.from({ length }, (_, index) => index);
const numeric = (names: string[]) => names.map((name) => ({ name, type: 'number' as const }));
const runs = (names: string[]) =>
  imageRuns(numeric(names)).map(({ first, width, height }) => [first, width, height]);
const grid = (rows: number, columns: number, name: (row: number, column: number) => string) =>
  count(rows).flatMap((row) => count(columns).map((column) => name(row, column)));

describe('runs of pixels', () => {
  it.each([
    ['p0 … p63', count(64).map((i) => `p${i}`), ['p0', 8, 8]],
    ['pixel1 … pixel784', count(784).map((i) => `pixel${i + 1}`), ['pixel1', 28, 28]],
    ['pixel_00 … pixel_15', count(16).map((i) => `pixel_${String(i).padStart(2, '0')}`), ['pixel_00', 4, 4]],
    ['1x1 … 28x28', grid(28, 28, (r, c) => `${r + 1}x${c + 1}`), ['1x1', 28, 28]],
    ['r0c0 … r2c4, wider than high', grid(3, 5, (r, c) => `r${r}c${c}`), ['r0c0', 5, 3]],
    [
      'pixel 1.1 … pixel 9.7, higher than wide',
      grid(9, 7, (r, c) => `pixel ${r + 1}.${c + 1}`),
      ['pixel 1.1', 7, 9],
    ],
    ['p00 … p77', grid(8, 8, (r, c) => `p${r}${c}`), ['p00', 8, 8]],
    ['64 columns of any name', count(64).map((i) => `sensor ${i * 7}`), ['sensor 0', 8, 8]],
  ])('%s', (_, names, expected) => {
    expect(runs(names)).toEqual([expected]);
    expect(runs(['bias', ...names])).toEqual(names[0] === 'sensor 0' ? [] : [expected]);
  });

  it.each([
    ['few columns, though as many as a square has', count(9).map((i) => `x${i}`)],
    ['no square', count(60).map((i) => `p${i}`)],
    ['pixels that begin in the middle', count(16).map((i) => `p${i + 40}`)],
    ['questions of a survey', grid(2, 2, (r, c) => `question${r + 1}_${c + 1}`)],
  ])('not: %s', (_, names) => {
    expect(runs(names)).toEqual([]);
  });

  it('end at a column that is no number or has another role', () => {
    const names = numeric(count(64).map((i) => `any ${i}`));
    expect(imageRuns([...names, { name: 'y', type: 'category' }])).toHaveLength(1);
    expect(imageRuns([...names, { name: 'y', type: 'integer', role: 'target' }])).toHaveLength(1);
    expect(imageRuns([...names.slice(1), { name: 'y', type: 'text' }, names[0]!])).toEqual([]);
  });

  it('are several where there are several', () => {
    const both = [...count(4).map((i) => `p${i}`), 'between', ...grid(2, 3, (r, c) => `r${r}c${c}`)];
    expect(imageRuns(numeric(both))).toEqual([
      { name: 'image 1', first: 'p0', width: 2, height: 2 },
      { name: 'image 2', first: 'r0c0', width: 3, height: 2 },
    ]);
  });

  it.each(['digits', 'mind-letters', 'harley-digits'])('are found in the sample %s', (id) => {
    const path = new URL(`../../resources/samples/${id}.csv`, import.meta.url);
    const table = readCsv(readFileSync(path, 'utf8'));
    const { images, columns } = guessDataset({ kind: 'csv', path: `${id}.csv` }, summariseColumns(table));
    expect(images).toHaveLength(1);
    const { first, width, height } = images![0]!;
    expect([first, width * height]).toEqual([
      columns.find(({ name }) => name.startsWith('p'))!.name,
      id === 'digits' ? 64 : id === 'mind-letters' ? 49 : 784,
    ]);
  });
});

describe('the pictures that a node reads', () => {
  const pixels = count(4).map((i) => ({ name: `p${i}`, type: 'number', role: 'feature' }));
  const kind = { name: 'kind', type: 'category', role: 'feature', categories: ['a', 'b', 'c'] };
  const image = { name: 'image', first: 'p0', width: 2, height: 2 };
  const dataset = (columns: object[]) => ({ ...datasetOf(columns), images: [image] });
  const input = inputAndTarget.nodes[0]!;
  const read = (columns: object[], chosen: string[] = []) =>
    imagesOfNode({ ...input, columns: chosen }, inputAndTarget, dataset(columns));

  it('lie where their first column does, after wider ones', () => {
    expect(read([kind, ...pixels])).toEqual([{ image, offset: 3, width: 2, height: 2 }]);
    expect(read(pixels, ['p0', 'p1', 'p2', 'p3'])).toEqual([{ image, offset: 0, width: 2, height: 2 }]);
  });

  it('are none where a pixel is missing, moved or more than one number', () => {
    expect(read(pixels, ['p0', 'p1', 'p3'])).toEqual([]);
    expect(read(pixels, ['p0', 'p2', 'p1', 'p3'])).toEqual([]);
    expect(read([...pixels.slice(0, 3), { ...pixels[3], missing: 'mean', indicator: true }])).toEqual([]);
    expect(read(pixels.slice(0, 3))).toEqual([]);
    expect(imagesOfNode(inputAndTarget.nodes[1]!, inputAndTarget, dataset(pixels))).toEqual([]);
    expect(imagesOfNode(input, inputAndTarget, null)).toEqual([]);
  });
});
