import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistinctValues } from './distinctValues';

test('few values are counted one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }))), (values) => {
      const counted = new DistinctValues(1000);
      const wanted = new Map<number, number>();
      for (const value of values) {
        counted.add(Float64Array.of(value, Number.NaN));
        wanted.set(value + 0, (wanted.get(value + 0) ?? 0) + 1);
      }
      expect(counted.isExact).toBe(true);
      expect(counted.count).toBe(wanted.size);
      expect(new Map(counted.entries())).toEqual(wanted);
    }),
  );
});

test.each([5000, 50_000, 500_000])('%d values are estimated within 6 %%', (many) => {
  for (const step of [1, 0.001, 1024, 1e-300]) {
    const counted = new DistinctValues();
    const values = Float64Array.from({ length: many }, (_, n) => n * step);
    for (let round = 0; round < 2; round++) counted.add(values);
    expect(counted.isExact).toBe(false);
    expect(Math.abs(counted.count / many - 1)).toBeLessThan(0.06);
  }
});
