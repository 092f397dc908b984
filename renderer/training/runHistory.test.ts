import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historySchema, type SavedHistory } from '../../core/train/history';
import type { Metrics } from '../../core/train/schema';
import { RunHistory } from './runHistory';

const stepsPerEpoch = 4;
const metricsAt = (step: number): Metrics => ({
  ...{ epoch: Math.floor(step / stepsPerEpoch), step, loss: 0.5 },
  ...{ validationLoss: null, accuracy: 0.7, validationAccuracy: null },
});

/** Trains from a step on, in one piece. */
function train(history: RunHistory, firstStep: number, losses: readonly number[]): void {
  const step = firstStep + losses.length;
  history.stepsPerEpoch = stepsPerEpoch;
  const epochs = [];
  for (let end = firstStep + 1; end <= step; end++)
    if (end % stepsPerEpoch === 0) epochs.push({ ...metricsAt(end), elapsedMs: 1 });
  const { epoch } = metricsAt(step);
  history.append({
    ...{ type: 'progress', runId: 'r', step, epoch, epochs },
    ...{ samplesPerSecond: 1, firstStep, losses: Float64Array.from(losses) },
  });
}

const savedAt = (history: RunHistory, step: number): SavedHistory =>
  historySchema.parse(JSON.parse(JSON.stringify(history.upTo(metricsAt(step)))));

function reopened(history: RunHistory, step: number): RunHistory {
  const opened = new RunHistory();
  opened.restore(metricsAt(step), savedAt(history, step));
  return opened;
}

/** What stands in the plots: steps with their losses, and epochs. */
const pointsOf = (history: RunHistory) => ({
  losses: Array.from({ length: history.losses.length }, (_, index) => [
    history.stepAt(index),
    history.losses.at(index),
  ]),
  epochs: Array.from({ length: history.epochs.epochs.length }, (_, index) =>
    Object.values(history.epochs).map((series) => series.at(index)),
  ),
});

const losses = (maxLength: number) =>
  fc.array(
    fc.integer({ min: 0, max: 999 }).map((n) => n / 8),
    { minLength: 1, maxLength },
  );

describe('a history that is saved and opened again', () => {
  it('is the same up to the checkpoint, and goes on from there as if it had never been closed', () => {
    fc.assert(
      fc.property(losses(60), fc.nat(), losses(20), (before, place, after) => {
        const step = 1 + (place % before.length);
        const whole = new RunHistory();
        train(whole, 0, before);
        const opened = reopened(whole, step);
        whole.rewind(step, metricsAt(step).epoch, metricsAt(step));
        expect(pointsOf(opened)).toEqual(pointsOf(whole));
        expect(opened).toMatchObject({ step, stepsPerEpoch, lastEpoch: metricsAt(step) });

        train(whole, step, after);
        train(opened, step, after);
        expect(pointsOf(opened)).toEqual(pointsOf(whole));
        // Opened a second time, and gone back before where it was opened first.
        const end = step + after.length;
        expect(pointsOf(reopened(opened, end))).toEqual(pointsOf(whole));
        opened.rewind(step - 1, metricsAt(step - 1).epoch, null);
        whole.rewind(step - 1, metricsAt(step - 1).epoch, null);
        expect(pointsOf(opened)).toEqual(pointsOf(whole));
      }),
    );
  });

  it('is short however long training went on, with its peaks, its first and its last', () => {
    const count = 300_000;
    const many = Array.from({ length: count }, (_, index) => 2 + Math.sin(index));
    many[123_456] = 99;
    many[234_567] = -1;
    const history = new RunHistory();
    train(history, 0, many);
    const saved = savedAt(history, count);
    expect(saved.steps.length).toBeLessThanOrEqual(2002);
    expect(saved.epochs.epochs.length).toBeLessThanOrEqual(1000);
    expect(saved.epochs.epochs.at(-1)).toBe(count / stepsPerEpoch);
    expect([saved.steps[0], saved.steps.at(-1)]).toEqual([1, count]);
    expect(saved.losses[saved.steps.indexOf(123_457)]).toBe(99);
    expect(saved.losses[saved.steps.indexOf(234_568)]).toBe(-1);
  });

  it('is not that of other values', () => {
    const history = new RunHistory();
    expect(history.upTo(metricsAt(0))).toBeNull();
    train(history, 0, [3, 2, 1]);
    // The values were trained further than this run has come.
    expect(history.upTo(metricsAt(8))).toBeNull();
    const opened = new RunHistory();
    opened.restore(metricsAt(2), savedAt(history, 3));
    expect([opened.losses.length, opened.step]).toEqual([0, 2]);
  });

  it('keeps a gap where a loss was not a number', () => {
    const history = new RunHistory();
    train(history, 0, [3, Number.NaN, 1]);
    expect(pointsOf(reopened(history, 3)).losses).toEqual([
      [1, 3],
      [2, Number.NaN],
      [3, 1],
    ]);
  });
});
