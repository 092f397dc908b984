import { describe, expect, it } from 'vitest';
import type { Table } from '../../core/data/table';
import { readCsv } from '../../core/testing/readCsv';
import { openRun, type Run } from '../../core/train/run';
import { ActiveRun } from './activeRun';
import { FakePort, fakeHost } from './testing/fakePort';
import { xorProject } from './testing/xor';

function table(): Table {
  const rows = Array.from(
    { length: 20 },
    (_, row) => `${row % 5},${row % 3},${row % 2 === 0 ? 'yes' : 'no'}`,
  );
  return readCsv(`a,b,label\n${rows.join('\n')}\n`);
}

function openedRun(): Run {
  const { graph, dataset, training } = xorProject();
  const opened = openRun({ graph, dataset, training, table: table() });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.run;
}

function activeRun(run: Run, untilEpoch = 1000, epochsPerSecond: number | null = null) {
  const port = new FakePort();
  const host = fakeHost();
  const send = (event: Parameters<FakePort['postMessage']>[0]) => port.postMessage(event);
  return {
    port,
    host,
    active: new ActiveRun(run, { runId: 'r', untilEpoch, watchRow: 0, epochsPerSecond, send, host }),
  };
}

describe('an active run', () => {
  it('ends with a problem, and without a stack, when the trainer breaks', async () => {
    const run = openedRun();
    let slices = 0;
    const advance = run.trainer.advance.bind(run.trainer);
    run.trainer.advance = (steps) => {
      slices += 1;
      if (slices === 3) throw new Error('internal: broken on purpose');
      return advance(steps);
    };
    const { port, host, active } = activeRun(run);
    active.begin(false);
    await port.untilState('failed');
    expect(port.last('state').problem).toMatchObject({ code: 'engine.internal' });
    expect(JSON.stringify(port.events)).not.toContain('on purpose');
    expect(host.errors).toMatchObject([{ message: 'internal: broken on purpose' }]);
    expect(active.ended).toBe(true);
    // What had been trained by then has been told.
    expect(port.last('progress').step).toBe(run.trainer.step);
  });

  it('keeps to its pace, spread evenly, and a pause does not count', async () => {
    const run = openedRun();
    const { port, host, active } = activeRun(run, 1000, 4);
    const perSecond = 4 * run.trainer.stepsPerEpoch;
    const secondsOf = async (steps: number) => {
      const began = { time: host.time, step: run.trainer.step };
      await port.until(() => run.trainer.step >= began.step + steps);
      return (host.time - began.time) / 1000;
    };
    active.begin(false);
    expect(await secondsOf(3 * perSecond)).toBeCloseTo(3, 0);
    active.pause();
    host.time += 60_000;
    active.resume();
    expect(await secondsOf(perSecond)).toBeCloseTo(1, 0);
    // Flat out, the same number of steps needs a fraction of the time.
    active.setPace(null);
    expect(await secondsOf(perSecond)).toBeLessThan(0.5);
    active.abandon();
  });

  it('is finished at once when there is nothing left to train', () => {
    const run = openedRun();
    while (run.trainer.epoch < 2) run.trainer.advance(100);
    const { port, active } = activeRun(run, 2);
    active.begin(false);
    expect(port.events.map(({ type }) => type)).toEqual(['frame', 'checkpoint', 'state']);
    expect(port.last('state').state).toBe('finished');
    active.resume();
    active.step(5);
    active.stop();
    expect(port.events).toHaveLength(3);
  });

  it('is paused in the middle of many steps', async () => {
    const { port, active } = activeRun(openedRun());
    active.begin(true);
    active.step(1_000_000);
    await port.until(() => port.all('progress').length > 2);
    active.pause();
    const said = port.events.length;
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(port.events.slice(said).map(({ type }) => type)).toEqual([]);
    expect(port.events.slice(-3).map(({ type }) => type)).toEqual(['frame', 'checkpoint', 'state']);
  });

  it('runs once, however often it is resumed', async () => {
    const { port, active } = activeRun(openedRun(), 300);
    active.begin(false);
    active.pause();
    active.resume();
    active.resume();
    await port.untilState('finished');
    const progress = port.all('progress');
    expect(progress.every((event, index) => event.firstStep === (progress[index - 1]?.step ?? 0))).toBe(true);
  });
});
