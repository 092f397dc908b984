import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandOf } from '../../core/protocol';
import { DataStore } from './dataStore';
import { Session } from './session';
import { FakePort, fakeHost } from './testing/fakePort';
import { openStore } from './testing/tables';
import { startCommand, writeXorCsv, xorProject, xorRequest } from './testing/xor';

let csv: string;
let store: ReturnType<typeof openStore>;
beforeAll(() => {
  csv = writeXorCsv();
  store = openStore();
});
afterAll(() => {
  rmSync(dirname(csv), { recursive: true });
  store.remove();
});

async function openSession(msPerLook?: number) {
  const data = new DataStore(store.read);
  const port = new FakePort();
  const host = fakeHost(msPerLook);
  const session = new Session(port, data, host);
  // Not awaited: a command may come while the file is still being read.
  void data.open('data-1', xorRequest(csv));
  session.open();
  return { port, host };
}

async function trained(command: CommandOf<'start'>) {
  const { port } = await openSession();
  port.send(command);
  await port.untilState('finished');
  return port;
}

const forever = { untilEpoch: 1_000_000 };

describe('a run', () => {
  it('announces itself, reports every step once and ends with its parameters', async () => {
    const port = await trained(startCommand());
    expect(port.events[0]).toEqual({ type: 'ready' });
    const started = port.last('started');
    expect(started).toMatchObject({
      runId: 'run-1',
      backend: 'wasm',
      parameterCount: 2 * 6 + 6 + 6 * 2 + 2,
      notes: [],
    });
    const { train, validation, test, dropped } = started.rows;
    expect([train + validation + test, dropped]).toEqual([59, 1]);
    expect(started.tableRows).toHaveLength(59);
    expect(started.stepsPerEpoch).toBe(Math.ceil(train / 8));

    const progress = port.all('progress');
    let step = 0;
    for (const event of progress) {
      expect(event.firstStep).toBe(step);
      step += event.losses.length;
      expect(event.step).toBe(step);
    }
    expect(step).toBe(20 * started.stepsPerEpoch);
    const epochs = progress.flatMap((event) => event.epochs);
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(epochs.at(-1)!.loss!).toBeLessThan(epochs[0]!.loss! * 0.9);
    expect(epochs.every(({ elapsedMs }, index) => elapsedMs > (epochs[index - 1]?.elapsedMs ?? 0))).toBe(
      true,
    );
    expect(progress.at(-1)!.samplesPerSecond).toBeGreaterThan(0);

    const ends = port.events.slice(-3).map(({ type }) => type);
    expect(ends).toEqual(['frame', 'checkpoint', 'state']);
    expect(port.last('checkpoint').checkpoint.step).toBe(step);
    expect(port.last('checkpoint').metrics.epoch).toBe(20);
    expect(Object.keys(port.last('frame').activations)).toEqual(
      expect.arrayContaining(['act', 'h', 'out', 'prob']),
    );
  });

  it('says nothing after a pause, until it is resumed', async () => {
    const { port } = await openSession();
    port.send(startCommand(forever));
    await port.until(() => port.all('progress').length > 3);
    port.send({ type: 'pause', runId: 'run-1' });
    await port.untilState('paused');
    expect(port.events.slice(-3).map(({ type }) => type)).toEqual(['frame', 'checkpoint', 'state']);
    const said = port.events.length;
    const paused = port.last('checkpoint').checkpoint.step;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(port.events.length).toBe(said);

    port.send({ type: 'watchRow', runId: 'run-1', row: 5 });
    await port.until(() => port.events.length > said);
    expect(port.events.slice(said)).toMatchObject([{ type: 'frame', row: 5, step: paused }]);

    port.send({ type: 'resume', runId: 'run-1' });
    await port.until(() => port.last('progress').step > paused);
    port.send({ type: 'stop', runId: 'run-1' });
    await port.untilState('stopped');
  });

  it('starts paused, and then goes as many steps as it is told', async () => {
    const { port } = await openSession();
    port.send(startCommand({ ...forever, paused: true }));
    await port.untilState('paused');
    expect(port.all('progress')).toEqual([]);
    expect(port.last('frame').step).toBe(0);
    port.send({ type: 'step', runId: 'run-1', steps: 1 });
    await port.untilState('paused', 2);
    expect(port.last('progress')).toMatchObject({ firstStep: 0, step: 1 });
    port.send({ type: 'step', runId: 'run-1', steps: 100 });
    await port.untilState('paused', 3);
    expect(port.last('checkpoint').checkpoint.step).toBe(101);
    expect(port.last('frame').step).toBe(101);
    expect(port.all('state').map(({ state }) => state)).toEqual(['paused', 'paused', 'paused']);
  });

  it('resumes from a checkpoint to the very same numbers', async () => {
    const whole = await trained(startCommand());
    const { port } = await openSession();
    port.send(startCommand({ ...forever, paused: true }));
    port.send({ type: 'step', runId: 'run-1', steps: 33 });
    await port.untilState('paused', 2);
    const { parameters, checkpoint } = port.last('checkpoint');
    const second = await trained(startCommand({ runId: 'run-2', parameters, checkpoint }));
    expect(second.all('progress')[0]!.firstStep).toBe(33);
    expect(second.last('checkpoint').parameters).toEqual(whole.last('checkpoint').parameters);
    expect(second.last('checkpoint').metrics).toEqual(whole.last('checkpoint').metrics);
  });

  it('gives way to a new run', async () => {
    const { port } = await openSession();
    port.send(startCommand(forever));
    await port.until(() => port.all('progress').length > 0);
    port.send(startCommand({ runId: 'run-2' }));
    await port.untilState('finished');
    expect(port.all('state').map(({ runId, state, reason }) => [runId, state, reason])).toEqual([
      ['run-1', 'running', undefined],
      ['run-1', 'stopped', 'replaced by a new run'],
      ['run-2', 'running', undefined],
      ['run-2', 'finished', undefined],
    ]);
    const said = port.events.length;
    port.send({ type: 'watchRow', runId: 'run-1', row: 1 });
    port.send({ type: 'watchRow', runId: 'run-2', row: 1000 });
    await port.until(() => port.events.length > said);
    expect(port.events.slice(said)).toMatchObject([{ type: 'frame', runId: 'run-2', row: 58 }]);
  });

  it('makes no frame before the last one has been drawn', async () => {
    const { port } = await openSession();
    port.send(startCommand(forever));
    await port.until(() => port.all('progress').length > 10);
    expect(port.all('frame')).toHaveLength(1);
    port.send({ type: 'frameShown', runId: 'run-1', sequence: port.last('frame').sequence });
    await port.until(() => port.all('frame').length === 2);
    expect(port.last('frame').step).toBeGreaterThan(port.all('frame')[0]!.step);
    port.send({ type: 'stop', runId: 'run-1' });
    await port.untilState('stopped');
  });

  it('reports at most about 30 times a second, and keeps a checkpoint every second', async () => {
    const { port, host } = await openSession();
    port.send(startCommand(forever));
    const began = host.time;
    await port.until(() => port.all('checkpoint').length === 3);
    const seconds = (host.time - began) / 1000;
    expect(seconds).toBeGreaterThan(1.9);
    expect(seconds).toBeLessThan(2.6);
    expect(port.all('progress').length / seconds).toBeLessThanOrEqual(31);
    expect(port.all('progress').length / seconds).toBeGreaterThan(15);
    port.send({ type: 'stop', runId: 'run-1' });
    await port.untilState('stopped');
  });

  it('takes a new learning rate at once', async () => {
    const { port } = await openSession();
    port.send(startCommand({ ...forever, paused: true }));
    port.send({ type: 'setLearningRate', runId: 'run-1', learningRate: 1e-6 });
    await port.untilState('paused');
    const before = port.last('checkpoint').parameters.h!.weights as number[][];
    port.send({ type: 'step', runId: 'run-1', steps: 5 });
    await port.untilState('paused', 2);
    const after = port.last('checkpoint').parameters.h!.weights as number[][];
    expect(after).not.toEqual(before);
    for (const [row, values] of before.entries()) {
      for (const [column, value] of values.entries()) expect(after[row]![column]).toBeCloseTo(value, 4);
    }
  });

  it('fails in words when the numbers run away, and keeps the last good parameters', async () => {
    const { port, host } = await openSession();
    const command = startCommand(forever, { optimizer: { kind: 'sgd', learningRate: 1e200 } });
    // Without a bound between the layers, two updates are enough to leave the range of a number.
    for (const node of command.graph.nodes) if (node.id === 'act') node.function = 'linear';
    port.send(command);
    await port.untilState('failed');
    expect(port.last('state').problem).toMatchObject({
      code: 'train.nonFinite',
      hint: expect.stringContaining('learning rate'),
    });
    const { parameters } = port.last('checkpoint');
    expect((parameters.h!.weights as Float32Array[]).every((row) => row.every(Number.isFinite))).toBe(true);
    expect(host.errors).toEqual([]);
  });

  it('fails in words when its file is not open, or the network is not whole', async () => {
    const { port } = await openSession();
    port.send(startCommand({ dataId: 'data-9' }));
    await port.untilState('failed');
    expect(port.last('state').problem?.message).toBe('The data file is not open.');
    const command = startCommand({ runId: 'run-2' });
    port.send({ ...command, graph: { ...command.graph, edges: command.graph.edges.slice(1) } });
    await port.untilState('failed', 2);
    expect(port.last('state')).toMatchObject({ runId: 'run-2', problem: { nodeId: 'h' } });
    expect(port.all('started')).toEqual([]);
  });
});

describe('a session', () => {
  it('answers with predictions for every row that can be encoded', async () => {
    const { port } = await openSession();
    port.send(startCommand({ untilEpoch: 200 }));
    await port.untilState('finished');
    const { graph, dataset, training } = xorProject();
    const { parameters } = port.last('checkpoint');
    port.send({ type: 'predict', requestId: 4, graph, dataset, training, dataId: 'data-1', parameters });
    await port.until(() => port.all('predictions').length === 1);
    const { requestId, predictions } = port.last('predictions');
    expect(requestId).toBe(4);
    expect(Array.from(predictions.rows)).toEqual(
      Array.from({ length: 60 }, (_, row) => row).filter((row) => row !== 7),
    );
    const [head] = predictions.heads;
    expect(head!.outputNames).toEqual(['no', 'yes']);
    const right = head!.decoded.filter((value, row) => value === head!.actual[row]).length;
    expect(right).toBeGreaterThan(50);
  });

  it('exports without standing still, and says so when it cannot', async () => {
    const { port, host } = await openSession();
    port.send(startCommand());
    await port.untilState('finished');
    const { parameters } = port.last('checkpoint');
    const { name, graph, dataset, training } = xorProject();
    const encoders = dataset.columns.flatMap((column) =>
      column.type === 'number' && column.scaling === 'standard'
        ? [
            {
              name: column.name,
              type: 'number' as const,
              scaling: 'standard' as const,
              offset: 0,
              scale: 1,
            },
          ]
        : [],
    );
    const ask = (requestId: number) =>
      port.send({
        type: 'export',
        requestId,
        name,
        graph,
        dataset,
        training,
        parameters,
        encoders,
        format: 'typescript',
        options: {},
      });

    // Another question is answered while the export is still being made.
    const make = host.runExport;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    host.runExport = async (job) => {
      await held;
      return make(job);
    };
    ask(1);
    port.send({ type: 'queryRows', requestId: 2, dataId: 'data-1', query: { first: 0, count: 1 } });
    await port.until(() => port.all('page').length === 1);
    expect(port.all('exported')).toEqual([]);
    release();
    await port.until(() => port.all('exported').length === 1);
    expect(port.last('exported')).toMatchObject({ requestId: 1, verification: { status: 'verified' } });

    host.runExport = () => Promise.reject(new Error('no thread'));
    ask(3);
    await port.until(() => port.all('failed').length === 1);
    expect(port.last('failed').requestId).toBe(3);
  });

  it('refuses what is no command, and tells whoever waits for an answer', async () => {
    const { port, host } = await openSession();
    for (const nonsense of [null, 7, 'pause', {}, { type: 'pause' }, { type: 'explode', runId: 'run-1' }]) {
      port.sendAnything(nonsense);
    }
    expect(port.events.map(({ type }) => type)).toEqual(['ready']);
    expect(host.errors).toHaveLength(6);
    port.sendAnything({ type: 'queryRows', requestId: 3, dataId: 'data-1', query: { first: -1, count: 5 } });
    port.sendAnything({ ...startCommand(), untilEpoch: 0 });
    expect(port.events.slice(1)).toMatchObject([
      { type: 'failed', requestId: 3, problem: { code: 'engine.refused' } },
      { type: 'state', runId: 'run-1', state: 'failed', problem: { code: 'engine.refused' } },
    ]);
    port.send(startCommand());
    await port.untilState('finished');
  });

  it('leaves its run when the window is gone', async () => {
    const { port } = await openSession();
    port.send(startCommand(forever));
    await port.until(() => port.all('progress').length > 1);
    port.hangUp();
    // The port throws when something is posted after this.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(port.closed).toBe(true);
  });
});
