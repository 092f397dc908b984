import { describe, expect, it } from 'vitest';
import { datasetSchema } from '../../core/data/schema';
import type { Predictions } from '../../core/protocol';
import { trainingSchema } from '../../core/train/settings';
import type { PredictionInput } from './predictionStore';
import { writePredictions } from './writePredictions';

const size = 6000;
const total = 14_000;

/** Row 3·n of the table is predicted as n. */
function pageOf(first: number): Predictions {
  const numbers = Array.from({ length: Math.min(size, total - first) }, (_, index) => first + index);
  const texts = numbers.map(String);
  return {
    rows: Uint32Array.from(numbers, (number) => 3 * number),
    parts: numbers.map(() => 'test'),
    heads: [
      {
        ...{ nodeId: 'p', columns: ['y'], outputNames: ['y'] },
        ...{ values: Float64Array.from(numbers), actual: texts, decoded: texts },
      },
    ],
    page: { first, size, total },
  };
}

const input: PredictionInput = {
  graph: { nodes: [], edges: [] },
  dataset: datasetSchema.parse({ source: { kind: 'csv', path: '/x.csv' }, columns: [] }),
  training: trainingSchema.parse({}),
  dataId: 'd',
  parameters: {},
};

/** A main process that keeps what it is given to write, and an engine with three pages. */
function app(failAt = Number.POSITIVE_INFINITY) {
  const written: string[] = [];
  const closed: boolean[] = [];
  const asked: number[] = [];
  const full = { status: 'failed', problem: { code: 'x', message: 'The disk is full.' } };
  const request = async (channel: string, payload: { text?: string; keep?: boolean }) => {
    if (channel === 'textFile:open') return { status: 'done', value: { fileId: 1 } };
    if (channel === 'textFile:write') {
      if (written.length === failAt) return full;
      written.push(payload.text!);
      return { status: 'done', value: null };
    }
    closed.push(payload.keep!);
    return payload.keep ? { status: 'done', value: { fileName: 'rows.csv' } } : { status: 'cancelled' };
  };
  const predict = async ({ firstRow = 0 }: { firstRow?: number }) => {
    asked.push(firstRow);
    return { ok: true as const, value: pageOf(firstRow) };
  };
  return { written, closed, asked, bridge: { request: request as never }, engine: { predict } };
}

describe('saving predictions', () => {
  const common = { suggestedName: 'rows.csv', input, cancelled: () => false };

  it('writes every page once, the one on screen as it is, and says how far it is', async () => {
    const { written, closed, asked, bridge, engine } = app();
    const progress: number[] = [];
    const onProgress = (rows: number) => progress.push(rows);
    const outcome = await writePredictions({ ...common, bridge, engine, shown: pageOf(size), onProgress });
    expect(outcome).toEqual({ status: 'done', value: { fileName: 'rows.csv' } });
    expect(asked).toEqual([0, 2 * size]);
    const lines = written.join('').split('\n');
    expect(lines).toHaveLength(total + 2);
    expect(lines[0]).toBe('row,part,actual,predicted,y');
    expect(lines[1]).toBe('1,test,0,0,0');
    expect(lines[total]).toBe(`${3 * (total - 1) + 1},test,${total - 1},${total - 1},${total - 1}`);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(total);
    expect(closed).toEqual([true]);
  });

  it('leaves no file where it is cancelled or the disk is full', async () => {
    const stopped = app();
    const cancelled = () => stopped.written.length === 2;
    const shown = pageOf(0);
    const onProgress = () => {};
    const options = { ...common, shown, onProgress };
    expect(await writePredictions({ ...options, ...stopped, cancelled })).toEqual({ status: 'cancelled' });
    expect(stopped.closed).toEqual([false]);
    const failing = app(1);
    expect(await writePredictions({ ...options, ...failing })).toMatchObject({
      status: 'failed',
      problem: { message: 'The disk is full.' },
    });
    expect(failing.closed).toEqual([false]);
  });
});
