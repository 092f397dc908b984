import { observable, runInAction, when } from 'mobx';
import { afterEach, describe, expect, it } from 'vitest';
import { datasetSchema } from '../../core/data/schema';
import type { Predictions } from '../../core/protocol';
import { trainingSchema } from '../../core/train/settings';
import type { Answer } from '../engine/engineClient';
import { type PredictionInput, PredictionStore } from './predictionStore';

const dataset = datasetSchema.parse({ source: { kind: 'csv', path: '/x.csv' }, columns: [] });
const training = trainingSchema.parse({});
const inputOf = (dataId: string): PredictionInput => ({
  graph: { nodes: [], edges: [] },
  dataset,
  training,
  dataId,
  parameters: {},
});
const predictionsOf = (row: number): Predictions => ({
  rows: Uint32Array.of(row),
  parts: ['train'],
  heads: [],
});

/** An engine whose answers are given by hand. */
function engine() {
  const asked: { dataId: string; answer(answer: Answer<Predictions>): void }[] = [];
  const predict = ({ dataId }: { dataId: string }) =>
    new Promise<Answer<Predictions>>((answer) => asked.push({ dataId, answer }));
  return { asked, predict };
}

let store: PredictionStore | null = null;
afterEach(() => store?.dispose());

describe('PredictionStore', () => {
  it('asks one question at a time and then for the newest input', async () => {
    const { asked, predict } = engine();
    const input = observable.box<PredictionInput | null>(inputOf('first'), { deep: false });
    store = new PredictionStore({ predict }, () => input.get(), 0);
    runInAction(() => input.set(inputOf('second')));
    runInAction(() => input.set(inputOf('third')));
    expect(asked.map(({ dataId }) => dataId)).toEqual(['first']);
    asked[0]!.answer({ ok: true, value: predictionsOf(1) });
    await when(() => store!.predictions?.rows[0] === 1);
    await when(() => store!.loading);
    expect(asked.map(({ dataId }) => dataId)).toEqual(['first', 'third']);
  });

  it('keeps the last predictions beside the reason why newer ones failed', async () => {
    const { asked, predict } = engine();
    const input = observable.box<PredictionInput | null>(inputOf('first'), { deep: false });
    store = new PredictionStore({ predict }, () => input.get(), 0);
    asked[0]!.answer({ ok: true, value: predictionsOf(1) });
    await when(() => store!.predictions !== null);
    runInAction(() => input.set(inputOf('second')));
    await when(() => store!.loading);
    asked[1]!.answer({ ok: false, problem: { code: 'x', message: 'They do not fit.' } });
    await when(() => store!.problem !== null);
    expect(store.predictions?.rows[0]).toBe(1);
  });

  it('shows another page at once, and the first one of other data', async () => {
    const firstRows: number[] = [];
    const { asked, predict } = engine();
    const input = observable.box<PredictionInput | null>(inputOf('first'), { deep: false });
    const noting = (command: { dataId: string; firstRow?: number | undefined }) => {
      firstRows.push(command.firstRow ?? -1);
      return predict(command);
    };
    store = new PredictionStore({ predict: noting as never }, () => input.get(), 1e6);
    // Turned while the first page is on its way.
    store.showPage(100);
    expect(firstRows).toEqual([0]);
    asked[0]!.answer({ ok: true, value: predictionsOf(1) });
    await expect.poll(() => firstRows.length).toBe(2);
    asked[1]!.answer({ ok: true, value: predictionsOf(2) });
    await when(() => store!.predictions?.rows[0] === 2);
    expect(store.madeOf).toBe(input.get());
    store.showPage(200);
    await expect.poll(() => asked.length).toBe(3);
    asked[2]!.answer({ ok: true, value: predictionsOf(3) });
    await when(() => store!.predictions?.rows[0] === 3);
    runInAction(() => input.set(inputOf('second')));
    expect(store.firstRow).toBe(0);
    expect(firstRows).toEqual([0, 100, 200]);
  });

  it('forgets everything when there is nothing to predict with, also an answer still to come', async () => {
    const { asked, predict } = engine();
    const input = observable.box<PredictionInput | null>(inputOf('first'), { deep: false });
    store = new PredictionStore({ predict }, () => input.get(), 0);
    runInAction(() => input.set(null));
    asked[0]!.answer({ ok: true, value: predictionsOf(1) });
    await when(() => !store!.loading);
    expect(store.predictions).toBeNull();
  });
});
