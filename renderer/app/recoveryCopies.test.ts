import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecoveryCopies } from './recoveryCopies';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Copies that take so long; when each of them began. */
function copiesTaking(ms: number) {
  const begun: number[] = [];
  const start = performance.now();
  const copies = new RecoveryCopies(async () => {
    begun.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }, 1000);
  return { copies, begun };
}

it('copies once for many changes, a while after the first', async () => {
  const { copies, begun } = copiesTaking(5);
  for (let i = 0; i < 5; i++) copies.changed();
  await vi.advanceTimersByTimeAsync(5000);
  copies.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toEqual([1000, 6000]);
});

it('never makes two at once, and rests ten times as long as one took', async () => {
  const { copies, begun } = copiesTaking(4000);
  copies.changed();
  await vi.advanceTimersByTimeAsync(2000);
  copies.changed();
  copies.changed();
  await vi.advanceTimersByTimeAsync(43_500);
  expect(begun).toEqual([1000, 45_000]);
  copies.dispose();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(begun).toHaveLength(2);
});
