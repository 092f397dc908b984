import { describe, expect, it } from 'vitest';
import { inputAndTarget } from '../testing/datasets';
import { generateTable, generators, nielsenCurve } from './generators';
import { guessDataset } from './guess';
import { prepareData } from './prepare';
import { type GeneratorName, type GeneratorSource, generatorNames, generatorSchema } from './source';
import { summariseColumns } from './summarise';
import { cellTexts, type Table } from './table';

function source(generator: GeneratorName, fields: object = {}): GeneratorSource {
  return generatorSchema.parse({ kind: 'generator', generator, ...fields });
}

function columnOf(table: Table, name: string) {
  const column = table.columns.find((each) => each.name === name);
  if (!column) throw new Error(`no column ${name}`);
  return column;
}

function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind !== 'number') throw new Error(`${name} is ${column.kind}`);
  return column.values;
}

const classes = (table: Table) => cellTexts(columnOf(table, 'class'));
const share = (isTrue: readonly boolean[]) => isTrue.filter(Boolean).length / isTrue.length;

/** Points with their class. */
function pointsOf(generator: GeneratorName, fields: object = {}) {
  const table = generateTable(source(generator, { rows: 2000, ...fields }));
  const [x1, x2] = [numbers(table, 'x1'), numbers(table, 'x2')];
  return classes(table).map((label, row) => ({ x1: x1[row]!, x2: x2[row]!, label }));
}

describe.each(generatorNames)('%s', (name) => {
  it('gives as many rows as asked for, the same for one seed and others for another', () => {
    for (const rows of [1, 2, 7, 500]) {
      const table = generateTable(source(name, { rows, noise: 0.3 }));
      expect(table.rowCount).toBe(rows);
      expect(table.columns.map((column) => cellTexts(column).length)).toEqual(table.columns.map(() => rows));
    }
    const of = (seed: number) => generateTable(source(name, { seed, noise: 0.2 }));
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });

  it('stays on its plane without noise, and moves a little with it', () => {
    const table = generateTable(source(name, { rows: 3000 }));
    const features = table.columns.filter(({ name }) => name.startsWith('x'));
    for (const { name } of features) {
      const farthest = Math.max(...numbers(table, name).map(Math.abs));
      expect(farthest).toBeGreaterThan(0.9);
      expect(farthest).toBeLessThan(6.5);
    }
    expect(generateTable(source(name, { rows: 3000, noise: 0.5 }))).not.toEqual(table);
  });

  it('is described, and prepared by the guess as it should be', () => {
    const { title, description, predicts } = generators[name];
    expect([title, description].every((text) => text.length > 2)).toBe(true);
    const from = source(name);
    const table = generateTable(from);
    const dataset = guessDataset(from, summariseColumns(table));
    const roles = dataset.columns.map(({ name, role, type }) => [name, role, type]);
    const features = name === 'sine' || name === 'nielsenCurve' ? ['x'] : ['x1', 'x2'];
    const target = predicts === 'class' ? ['class', 'target', 'category'] : ['y', 'target', 'number'];
    expect(roles).toEqual([...features.map((each) => [each, 'feature', 'number']), target]);
    expect(dataset.source).toEqual(from);
    expect(dataset.split.stratify).toBe(predicts === 'class');
    const prepared = prepareData({ table, graph: inputAndTarget, dataset, seed: 1 });
    expect(prepared).toMatchObject({ ok: true, data: { dropped: 0 } });
  });
});

describe('classes', () => {
  it.each(['xor', 'circle', 'gaussians', 'moons', 'spiral'] as const)('of %s are equally large', (name) => {
    const labels = pointsOf(name, { rows: 1001 }).map(({ label }) => label);
    const count = labels.filter((label) => label === 'A').length;
    expect([count, 1001 - count]).toEqual([501, 500]);
  });

  it.each([2, 3, 5, 10])('of a spiral can be %d, each an arm of its own', (count) => {
    const points = pointsOf('spiral', { rows: 1200, classes: count });
    const names = [...new Set(points.map(({ label }) => label))];
    expect(names).toHaveLength(count);
    for (const { x1, x2, label } of points) {
      const along = Math.hypot(x1, x2) / 5;
      // Where an arm is after this much of its length: its angle says which one it is.
      const turns = Math.atan2(x1, x2) / (2 * Math.PI) - 1.75 * along;
      const arm = ((Math.round(turns * count) % count) + count) % count;
      if (along > 0) expect(names[arm]).toBe(label);
    }
  });

  it('without noise are told apart by the figure alone', () => {
    for (const { x1, x2, label } of pointsOf('xor')) {
      expect(label).toBe(x1 * x2 > 0 ? 'A' : 'B');
      expect(Math.min(Math.abs(x1), Math.abs(x2))).toBeGreaterThanOrEqual(0.3);
    }
    for (const { x1, x2, label } of pointsOf('circle')) {
      const distance = Math.hypot(x1, x2);
      expect(label === 'A' ? distance < 2.5 : distance >= 3.5 && distance <= 5).toBe(true);
    }
    for (const { x1, x2, label } of pointsOf('moons')) {
      const [x, y] = [x1 / 4 + 0.5, x2 / 4 + 0.25];
      const far = label === 'A' ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
      expect(Math.abs(far - 1)).toBeLessThan(1e-12);
    }
    // Four deviations lie between a centre and the line between the clouds.
    const sides = pointsOf('gaussians').map(({ x1, x2, label }) => x1 + x2 > 0 === (label === 'A'));
    expect(share(sides)).toBeGreaterThan(0.998);
  });

  it('overlap the more the noisier they are', () => {
    const wrong = (noise: number) =>
      share(pointsOf('xor', { noise }).map(({ x1, x2, label }) => x1 * x2 > 0 !== (label === 'A')));
    expect([wrong(0), wrong(0.2) > 0.02, wrong(0.6) > wrong(0.2)]).toEqual([0, true, true]);
  });
});

describe('numbers', () => {
  it('without noise are those of the formula', () => {
    const plane = generateTable(source('regressionPlane'));
    const [x1, x2] = [numbers(plane, 'x1'), numbers(plane, 'x2')];
    numbers(plane, 'y').forEach((y, row) => {
      expect(y).toBeCloseTo((x1[row]! + x2[row]!) / 10, 12);
    });
    const sine = generateTable(source('sine'));
    expect(numbers(sine, 'y')).toEqual(numbers(sine, 'x').map(Math.sin));
    const curve = generateTable(source('nielsenCurve'));
    expect(numbers(curve, 'y')).toEqual(numbers(curve, 'x').map(nielsenCurve));
    expect(nielsenCurve(0.5)).toBeCloseTo(0.4902601371, 10);
  });

  it('of the hills reach from −1 to 1, flat between them', () => {
    const hills = generateTable(source('regressionGaussian', { rows: 20_000 }));
    const [x1, x2, y] = [numbers(hills, 'x1'), numbers(hills, 'x2'), numbers(hills, 'y')];
    expect(Math.max(...y)).toBeGreaterThan(0.9);
    expect(Math.min(...y)).toBeLessThan(-0.9);
    const flat = [...y].filter((_, row) => Math.abs(x2[row]!) > 5);
    expect(flat.every((value) => value === 0)).toBe(true);
    const onTop = [...y].filter((_, row) => Math.hypot(x1[row]! - 4, x2[row]! + 2.5) < 0.2);
    expect(onTop.length).toBeGreaterThan(5);
    expect(onTop.every((value) => value < -0.89)).toBe(true);
  });

  it('deviate by the noise', () => {
    const table = generateTable(source('sine', { rows: 5000, noise: 0.25 }));
    const x = numbers(table, 'x');
    const squares = numbers(table, 'y').reduce((sum, y, row) => sum + (y - Math.sin(x[row]!)) ** 2, 0);
    expect(Math.sqrt(squares / 5000)).toBeCloseTo(0.25, 2);
  });
});
