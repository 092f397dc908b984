import { expect, test } from 'vitest';
import { packParameters } from './packParameters';

test('every number keeps its place, in one block of memory', async () => {
  const parameters = {
    h: { weights: Array.from({ length: 50 }, (_, row) => [row, -row - 1, row / 3]), bias: [1, 2, 3] },
    constructor: { weights: [[0.5]] },
    none: { bias: [] },
  };
  const packed = await packParameters(parameters);
  const plain = JSON.parse(
    JSON.stringify(packed, (_, value: unknown) =>
      value instanceof Float64Array ? Array.from(value) : value,
    ),
  );
  expect(plain).toEqual(parameters);
  const blocks = Object.values(packed).flatMap((node) => Object.values(node).flat());
  expect(new Set(blocks.map((row) => (row as Float64Array).buffer)).size).toBe(1);
});
