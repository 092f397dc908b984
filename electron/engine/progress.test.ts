import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePacer } from './frames';
import { ProgressLog, RateMeter } from './progress';

describe('the progress log', () => {
  it('gives every loss exactly once, in order, however it is cut', () => {
    const parts = fc.array(fc.record({ losses: fc.float64Array({ maxLength: 5 }), take: fc.boolean() }));
    fc.assert(
      fc.property(parts, fc.nat(1000), (added, start) => {
        const log = new ProgressLog(start);
        const out: number[] = [];
        for (const { losses, take } of [...added, { losses: new Float64Array(), take: true }]) {
          log.add(losses, null);
          if (!take) continue;
          const batch = log.take(0);
          expect(batch.firstStep).toBe(start + out.length);
          out.push(...batch.losses);
        }
        expect(out).toEqual(added.flatMap(({ losses }) => [...losses]));
        expect(log.empty).toBe(true);
      }),
    );
  });

  it('is due about 30 times a second, and only with something to say', () => {
    const log = new ProgressLog(0);
    expect(log.due(0)).toBe(false);
    log.add(Float64Array.of(1), null);
    expect(log.due(0)).toBe(true);
    log.take(0);
    log.add(Float64Array.of(2), null);
    expect(log.due(32)).toBe(false);
    expect(log.due(33)).toBe(true);
  });
});

describe('the rate', () => {
  it('is exact while the speed is even, from the first moment on', () => {
    const meter = new RateMeter();
    expect(meter.perSecond).toBe(0);
    for (let slice = 0; slice < 100; slice++) {
      meter.add(20, 10);
      expect(meter.perSecond).toBeCloseTo(2000, 6);
    }
  });

  it('follows a change within about half a second', () => {
    const meter = new RateMeter();
    for (let slice = 0; slice < 200; slice++) meter.add(10, 10);
    for (let slice = 0; slice < 50; slice++) meter.add(20, 10);
    expect(meter.perSecond).toBeGreaterThan(1000 + 1000 * 0.6);
    expect(meter.perSecond).toBeLessThan(1000 + 1000 * 0.7);
    meter.add(0, 0);
    expect(meter.perSecond).toBeLessThan(2000);
  });
});

describe('the frame pacer', () => {
  it('lets 60 a second through, and none before the last was shown', () => {
    const pacer = new FramePacer();
    expect(pacer.due(0)).toBe(true);
    expect(pacer.sent(0, 0)).toBe(1);
    expect(pacer.due(100)).toBe(false);
    pacer.shown(1);
    expect(pacer.due(100)).toBe(true);
    expect(pacer.sent(100, 0)).toBe(2);
    pacer.shown(2);
    expect(pacer.due(116)).toBe(false);
    expect(pacer.due(117)).toBe(true);
  });

  it('rests longer where a picture is dear', () => {
    const pacer = new FramePacer();
    // 8 ms are 4 % of 200.
    pacer.shown(pacer.sent(0, 8));
    expect([pacer.due(199), pacer.due(200)]).toEqual([false, true]);
    pacer.shown(pacer.sent(200, 0.1));
    expect(pacer.due(217)).toBe(true);
  });

  it('does not mistake an old frame for the newest', () => {
    const pacer = new FramePacer();
    pacer.sent(0, 0);
    pacer.sent(1, 0);
    pacer.shown(1);
    expect(pacer.due(100)).toBe(false);
    pacer.shown(2);
    expect(pacer.due(100)).toBe(true);
  });
});
