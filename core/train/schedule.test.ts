import { describe, expect, it } from 'vitest';
import { epochRate, freshPlateau, notePlateau, type Schedule, warmUp } from './schedule';

const rates = (schedule: Schedule, epochs: number[]) =>
  epochs.map((epoch) => epochRate(schedule, 1, epoch, freshPlateau));

// Expected values are those of PyTorch's StepLR, ExponentialLR and CosineAnnealingLR at these epochs.
describe('learning-rate schedules', () => {
  it('step', () => {
    expect(rates({ kind: 'step', every: 3, factor: 0.5 }, [0, 2, 3, 5, 6])).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  it('exponential', () => {
    expect(rates({ kind: 'exponential', factor: 0.5 }, [0, 1, 3])).toEqual([1, 0.5, 0.125]);
  });

  it('cosine, staying at its minimum', () => {
    const [start, half, end, after] = rates({ kind: 'cosine', epochs: 10, minimum: 0.2 }, [0, 5, 10, 30]);
    expect([start, end, after]).toEqual([1, 0.2, 0.2]);
    expect(half).toBeCloseTo(0.6, 12);
  });

  it('drops on a plateau only after its patience, and never below the minimum', () => {
    const schedule: Schedule = { kind: 'reduceOnPlateau', patience: 2, factor: 0.1, minimum: 0.05 };
    const losses = [3, 2, 2, 2, 2, 1, 1, 1, 1];
    let state = freshPlateau;
    const drops = losses.map((loss) => {
      state = notePlateau(schedule, state, loss);
      return state.drops;
    });
    expect(drops).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2]);
    expect(epochRate(schedule, 1, 0, state)).toBe(0.05);
  });

  it('warms up in equal parts', () => {
    expect([0, 1, 3, 4].map((step) => warmUp(0.8, step, 4))).toEqual([0.2, 0.4, 0.8, 0.8]);
    expect(warmUp(0.8, 0, 0)).toBe(0.8);
  });
});
