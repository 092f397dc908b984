import { expect, it } from 'vitest';
import { Draws, Pcg32 } from '../../data/random';
import { wasmBackend } from '../../testing/arithmetics';
import { graphOf, node, planOf } from '../../testing/networks';
import { runSingleStep } from '../../testing/singleStep';
import { type Arithmetic, hostArithmetic, planArithmetic, preferFused } from './arithmetic';

const layer = (units: number) =>
  planOf(
    graphOf(
      [node('x', 'input'), node('y', 'target'), node('d', 'dense', { units }), node('loss', 'loss')],
      ['x > d', 'd > loss.prediction', 'y > loss.target'],
    ),
    { x: 100, y: units },
  );

it('is plain for a small network on every host, and the host’s for a large one', () => {
  expect(planArithmetic(layer(160))).toBe('plain');
  expect(planArithmetic(layer(170))).toBe(hostArithmetic());
});

it('asks a host for nothing that it has', () => {
  preferFused(() => expect.unreachable());
});

it('of the fused kernels differs from that of the plain ones in last places, and each repeats itself', () => {
  const draws = new Draws(new Pcg32(5, 5));
  const operand = (columns: number, parameterRows?: number) => ({
    columns,
    ...(parameterRows !== undefined && { parameterRows }),
    values: Array.from({ length: columns * (parameterRows ?? 12) }, () => Math.fround(draws.normal())),
  });
  const operands = [operand(90), operand(40, 90), operand(40)];
  const step = { op: 'dense', x: 0, weights: 1, bias: null, y: 2 } as const;
  const products = (arithmetic: Arithmetic) => runSingleStep(wasmBackend(arithmetic), step, operands, 12)[2]!;
  const plain = products('plain');
  const fused = products('fused');
  expect(products('plain')).toEqual(plain);
  expect(products('fused')).toEqual(fused);
  const differences = fused.map((value, i) => Math.abs(value - plain[i]!));
  expect(Math.max(...differences)).toBeGreaterThan(0);
  expect(Math.max(...differences)).toBeLessThan(1e-4);
});
