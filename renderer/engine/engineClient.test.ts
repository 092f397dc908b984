import { when } from 'mobx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('EngineClient', () => {
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
    await new Promise<EventOf<'rows'>>((resolve) => {
      client.on('rows', resolve);
      engine.say({ type: 'rows', requestId: 99, first: 0, rows: [] });
    });
    stop();
    const last = new Promise<void>((resolve) => client.on('state', () => resolve()));
    engine.say({ type: 'state', runId: 'a', state: 'paused' });
    await last;
    expect(states).toEqual(['running']);
  });

  it('gives each question its own answer, in whatever order they come', async () => {
    engine.connect();
    const first = client.readRows('data', 0, 2);
    const second = client.readRows('data', 2, 2);
    const asked = [await engine.take('readRows'), await engine.take('readRows')];
    engine.say({ type: 'rows', requestId: asked[1]!.requestId, first: 2, rows: [['c'], ['d']] });
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
    const question = client.readRows('data', 0, 2);
    await engine.take('readRows');
    engine.die('killed');
    expect(await question).toMatchObject({ ok: false, problem: { message: 'The engine stopped: killed.' } });
    expect(client.status).toBe('restarting');

    const next = client.readRows('data', 0, 1);
    engine.connect();
    const asked = await engine.take('readRows');
    engine.say({ type: 'rows', requestId: asked.requestId, first: 0, rows: [['a']] });
    expect(await next).toMatchObject({ ok: true, value: { rows: [['a']] } });
    await when(() => client.status === 'ready');
    expect(client.generation).toBe(2);
  });
});
