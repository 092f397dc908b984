import { when } from 'mobx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowPage } from '../../core/data/query';
import { detachNumbers } from '../../core/graph/detachNumbers';
import type { EventOf } from '../../core/protocol';
import { EngineClient } from './engineClient';
import { FakeEngine } from './testing/fakeEngine';

let engine: FakeEngine;
let client: EngineClient;

beforeEach(() => {
  engine = new FakeEngine();
  client = new EngineClient(engine.source);
});

afterEach(() => {
  client.dispose();
  engine.close();
});

const page = (first: number, ...rows: string[][]): RowPage => ({
  first,
  rowNumbers: rows.map((_, index) => first + index),
  rows,
  total: 10,
});

describe('EngineClient', () => {
  it('puts the numbers of a large checkpoint back before anybody hears of it', async () => {
    engine.connect();
    const weights = Float32Array.from({ length: 70_000 }, (_, index) => index / 3);
    const packed = {
      parameters: { h: { weights: [weights.subarray(0, 35_000), weights.subarray(35_000)], bias: [1] } },
      checkpoint: { step: 4, optimizerState: [] },
    };
    const { value, size, bytes } = detachNumbers(packed);
    const heard = new Promise<EventOf<'checkpoint'>>((resolve) => client.on('checkpoint', resolve));
    for (const [start, end] of [
      [0, 100_000],
      [100_000, size],
    ] as const) {
      engine.say({ type: 'checkpointNumbers', runId: 'a', size, start, part: bytes(start, end) });
    }
    const metrics = {
      epoch: 1,
      step: 4,
      loss: 1,
      validationLoss: null,
      accuracy: null,
      validationAccuracy: null,
    };
    engine.say({ type: 'checkpoint', runId: 'a', ...value, metrics, numbers: size });
    expect(await heard).toMatchObject({ ...packed, metrics });
  });

  it('keeps commands until there is an engine, and learns what it computes with', async () => {
    client.send({ type: 'pause', runId: 'a' });
    expect(client.status).toBe('starting');
    engine.connect();
    expect(await engine.take('pause')).toEqual({ type: 'pause', runId: 'a' });
    await when(() => client.status === 'ready');
    expect(client.backend).toBeNull();
    engine.say({
      type: 'started',
      runId: 'a',
      backend: 'wasm',
      rows: { train: 1, validation: 0, test: 0, dropped: 0 },
      stepsPerEpoch: 1,
      parameterCount: 1,
      encoders: [],
      notes: [],
    });
    await when(() => client.backend === 'wasm');
  });

  it('tells each listener its own kind of event, until it stops listening', async () => {
    engine.connect();
    const states: string[] = [];
    const stop = client.on('state', (event) => states.push(event.state));
    engine.say({ type: 'state', runId: 'a', state: 'running' });
    await new Promise<EventOf<'page'>>((resolve) => {
      client.on('page', resolve);
      engine.say({ type: 'page', requestId: 99, page: page(0) });
    });
    stop();
    const last = new Promise<void>((resolve) => client.on('state', () => resolve()));
    engine.say({ type: 'state', runId: 'a', state: 'paused' });
    await last;
    expect(states).toEqual(['running']);
  });

  it('gives each question its own answer, in whatever order they come', async () => {
    engine.connect();
    const first = client.queryRows('data', { first: 0, count: 2 });
    const second = client.queryRows('data', { first: 2, count: 2 });
    const asked = [await engine.take('queryRows'), await engine.take('queryRows')];
    engine.say({ type: 'page', requestId: asked[1]!.requestId, page: page(2, ['c'], ['d']) });
    engine.say({
      type: 'failed',
      requestId: asked[0]!.requestId,
      problem: { code: 'x', message: 'No such data.' },
    });
    expect(await second).toMatchObject({ ok: true, value: { first: 2, rows: [['c'], ['d']] } });
    expect(await first).toEqual({ ok: false, problem: { code: 'x', message: 'No such data.' } });
  });

  it('ends open questions with the reason when the engine dies, and goes on with the next one', async () => {
    engine.connect();
    const question = client.queryRows('data', { first: 0, count: 2 });
    await engine.take('queryRows');
    engine.die('killed');
    expect(await question).toMatchObject({ ok: false, problem: { message: 'The engine stopped: killed.' } });
    expect(client.status).toBe('restarting');

    const next = client.queryRows('data', { first: 0, count: 1 });
    engine.connect();
    const asked = await engine.take('queryRows');
    engine.say({ type: 'page', requestId: asked.requestId, page: page(0, ['a']) });
    expect(await next).toMatchObject({ ok: true, value: { rows: [['a']] } });
    await when(() => client.status === 'ready');
    expect(client.generation).toBe(2);
  });
});
