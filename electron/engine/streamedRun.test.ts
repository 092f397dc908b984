import { describe, expect, it } from 'vitest';
import type { StoredTable } from '../../core/data/storedTable';
import type { EngineEvent } from '../../core/protocol';
import { readCsv } from '../../core/testing/readCsv';
import { storedTable } from '../../core/testing/storedTable';
import { startRun } from './startRun';
import { FakePort, fakeHost } from './testing/fakePort';
import { startCommand } from './testing/xor';

const lines = Array.from(
  { length: 200 },
  (_, row) => `${row % 7},${row % 11},${row % 3 === 0 ? 'yes' : 'no'}`,
);
const table = readCsv(`a,b,label\n${lines.join('\n')}\n`);

/** In memory, or streamed in blocks of 32; the same order of rows either way. */
async function start(
  change: Parameters<typeof startCommand>[0],
  memoryLimit = 1e-6,
  stored: StoredTable = storedTable(table),
) {
  const port = new FakePort();
  const host = fakeHost();
  let released = 0;
  const release = () => {
    released += 1;
  };
  const send = (event: EngineEvent) => port.postMessage(event);
  const command = startCommand({ untilEpoch: 5, ...change }, { blockRows: 32, memoryLimit });
  const started = await startRun(command, { table: stored, release }, send, host);
  if (!started.ok) throw new Error(started.problem.message);
  return { port, host, active: started.active, released: () => released };
}

/** What is left of the events of a run, whatever it was cut into. */
function summary(port: FakePort) {
  const { parameters, checkpoint, metrics } = port.last('checkpoint');
  const progress = port.all('progress');
  return {
    losses: progress.flatMap(({ losses }) => [...losses]),
    epochs: progress.flatMap(({ epochs }) => epochs.map(({ elapsedMs: _, ...metrics }) => metrics)),
    parameters,
    checkpoint,
    metrics,
  };
}

describe('a streamed run in the engine', () => {
  it('trains to the same end as in memory, says that it streams, and releases its table', async () => {
    const memory = await start({}, 1024);
    expect(memory.released()).toBe(1);
    const stream = await start({});
    expect(stream.released()).toBe(0);
    expect(stream.port.last('started').notes).toContain('The rows are streamed from disk in blocks of 32.');
    for (const { active, port } of [memory, stream]) {
      active.begin(false);
      await port.untilState('finished');
    }
    expect(summary(stream.port)).toEqual(summary(memory.port));
    await new Promise((resolve) => setImmediate(resolve));
    expect([memory.released(), stream.released()]).toEqual([1, 1]);
  });

  it('makes the steps that are asked for, the evaluation of an epoch with its last one', async () => {
    const { port, active } = await start({ paused: true });
    active.begin(true);
    const { stepsPerEpoch } = port.last('started');
    let paused = 1;
    const step = async (steps: number) => {
      active.step(steps);
      paused += 1;
      await port.untilState('paused', paused);
      return port.last('progress');
    };
    expect((await step(3)).step).toBe(3);
    expect((await step(stepsPerEpoch - 3)).epochs).toMatchObject([{ epoch: 1, step: stepsPerEpoch }]);
    expect(await step(1)).toMatchObject({ step: stepsPerEpoch + 1, epoch: 1, epochs: [] });
    expect(port.all('state').every(({ state }) => state === 'paused')).toBe(true);
  });

  it('is paused and stopped at once while rows are being read', async () => {
    let answer = () => {};
    const slow = storedTable(table);
    const opened = await start({}, 1e-6, slow);
    // From now on a block comes only when the test says so.
    const read = slow.loadRows;
    slow.loadRows = async (...rows) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return read(...rows);
    };
    const { port, active, released } = opened;
    active.begin(false);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    active.pause();
    expect(port.last('state').state).toBe('paused');
    const said = port.all('progress').length;
    active.resume();
    active.stop();
    expect(port.last('state').state).toBe('stopped');
    expect(port.all('progress')).toHaveLength(said);
    // The table is not given back under a read.
    expect(released()).toBe(0);
    while (released() === 0) {
      answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(port.last('state').state).toBe('stopped');
  });

  it('goes on exactly from any of its checkpoints', async () => {
    const whole = await start({});
    whole.active.begin(false);
    await whole.port.untilState('finished');
    const broken = await start({});
    broken.active.begin(false);
    await broken.port.until(() => broken.port.all('progress').length > 0);
    broken.active.stop();
    const { parameters, checkpoint } = broken.port.last('checkpoint');
    const resumed = await start({ parameters, checkpoint });
    resumed.active.begin(false);
    await resumed.port.untilState('finished');
    expect(summary(resumed.port).parameters).toEqual(summary(whole.port).parameters);
    expect(summary(resumed.port).checkpoint).toEqual(summary(whole.port).checkpoint);
  });

  it('shows any row, whatever block is being trained on', async () => {
    const memory = await start({ paused: true, watchRow: 3 }, 1024);
    const stream = await start({ paused: true, watchRow: 3 });
    for (const { active, port } of [memory, stream]) {
      active.begin(true);
      for (const row of [150, 3, 199]) {
        active.watchRow(row);
        await port.until(() => port.all('frame').some((frame) => frame.row === row));
      }
    }
    const frames = (port: FakePort) =>
      Object.fromEntries(port.all('frame').map(({ row, activations }) => [row, activations]));
    expect(frames(stream.port)).toEqual(frames(memory.port));
    expect(Object.keys(frames(stream.port))).toContain('199');
  });
});
