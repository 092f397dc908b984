import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Pcg32 } from '../core/data/random';
import { datasetSchema } from '../core/data/schema';
import { graphOf, node, settings } from '../core/testing/networks';
import { openStoredRun } from '../core/train/storedRun';
import { DataEngine } from './dataEngine';

const folder = mkdtempSync(join(tmpdir(), 'neuroloom-streamed-'));
const engine = await DataEngine.open({ folder, memoryLimitBytes: 256e6, threads: 2 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Numbers with holes, dates, categories with quotes and commas, weights, and a class that hangs on some of them. */
function writeRows(count: number): string {
  const draws = new Pcg32(7, 7);
  const lines = Array.from({ length: count }, () => {
    const [a, b] = [draws.below(2000) / 100 - 10, draws.below(1000) / 10];
    const day = `20${10 + draws.below(14)}-0${1 + draws.below(9)}-1${draws.below(9)}`;
    const colour = ['"red, dark"', 'green', '"blue ""sky"""', ''][draws.below(4)];
    const label = a + b / 10 > 4 ? 'high' : draws.below(9) === 0 ? '' : 'low';
    return `${draws.below(20) === 0 ? 'NA' : a},${b},${day},${colour},${draws.below(4)},${label}`;
  });
  const path = join(folder, 'rows.csv');
  writeFileSync(path, `a,b,day,colour,weight,label\n${lines.join('\n')}\n`);
  return path;
}

const dataset = datasetSchema.parse({
  source: { kind: 'csv', path: 'rows.csv' },
  columns: [
    { name: 'a', type: 'number', role: 'feature', scaling: 'robust', missing: 'median', indicator: true },
    { name: 'b', type: 'number', role: 'feature', scaling: 'standard' },
    { name: 'day', type: 'date', role: 'feature', parts: ['elapsed', 'dayOfYear'] },
    {
      name: 'colour',
      type: 'category',
      role: 'feature',
      categories: ['red, dark', 'green', 'blue "sky"'],
      missing: 'mode',
    },
    { name: 'weight', type: 'integer', role: 'weight' },
    { name: 'label', type: 'category', role: 'target', categories: ['low', 'high'] },
  ],
  split: { validation: 0.2, test: 0.1, stratify: true, oversample: true },
});

const graph = graphOf(
  [
    node('x', 'input'),
    node('y', 'target'),
    node('h', 'dense', { units: 6 }),
    node('f', 'activation', { function: 'tanh' }),
    node('d', 'dropout', { rate: 0.2 }),
    node('o', 'dense', { units: 2 }),
    node('p', 'activation', { function: 'softmax' }),
    node('loss', 'loss', { function: 'categoricalCrossEntropy' }),
  ],
  ['x > h', 'h > f', 'f > d', 'd > o', 'o > p', 'p > loss.prediction', 'y > loss.target'],
);

describe('a table in the database', () => {
  it.each(['wasm', 'reference'])('trains streamed to the same bits as in memory (%s)', async (backend) => {
    const result = await engine.import({ source: { kind: 'csv', path: writeRows(12_000) } });
    if (result.status !== 'done') throw new Error(JSON.stringify(result));
    const { table } = result.imported;
    const train = async (memoryLimit: number) => {
      const training = settings({ backend, batchSize: 64, blockRows: 2500, memoryLimit });
      const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
      const opened = await openStoredRun({ graph, dataset, training, table, breathe });
      if (!opened.ok) throw new Error(opened.problem.message);
      const { trainer, prepared, streams } = opened.run;
      const losses: number[] = [];
      while (trainer.epoch < 2) {
        await trainer.ready();
        const { problem, losses: more } = trainer.advance(50);
        if (problem) throw new Error(problem.message);
        losses.push(...more);
      }
      const { encoders, dropped, droppedBy } = prepared;
      const bits = { losses, parameters: trainer.parameters(), checkpoint: trainer.checkpoint() };
      return { streams, rest: { ...bits, encoders, dropped, droppedBy } };
    };
    const [memory, streamed] = [await train(1024), await train(0.001)];
    expect([memory.streams, streamed.streams]).toEqual([false, true]);
    expect(streamed.rest).toEqual(memory.rest);
    expect(memory.rest.dropped).toBeGreaterThan(100);
    await table.close();
  });
});
