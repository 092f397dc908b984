import { describe, expect, it } from 'vitest';
import { EpochGoal } from './epochGoal';

describe('EpochGoal', () => {
  it('goes on to the same goal after a stop, and for as many epochs again after the end', () => {
    const goal = new EpochGoal();
    goal.start(0, 100);
    expect(goal.until).toBe(100);
    goal.start(42, 100);
    expect(goal.until).toBe(100);
    goal.start(100, 100);
    expect(goal.until).toBe(200);
    goal.start(150, 100);
    expect(goal.until).toBe(200);
  });

  it('moves with the number of epochs asked for', () => {
    const goal = new EpochGoal();
    goal.start(0, 100);
    expect(goal.isFor(100)).toBe(true);
    expect(goal.isFor(300)).toBe(false);
    goal.start(42, 300);
    expect(goal.until).toBe(300);
    goal.start(42, 20);
    expect(goal.until).toBe(62);
  });

  it('finds its place again in a project that was opened', () => {
    const goal = new EpochGoal();
    goal.restore(150, 100);
    expect(goal.until).toBe(200);
    goal.start(150, 100);
    expect(goal.until).toBe(200);
    goal.restore(100, 100);
    expect(goal.until).toBe(100);
    goal.start(100, 100);
    expect(goal.until).toBe(200);
  });
});
