import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import { graphOf, node, settings } from '../networks';
import { openSample, outputsOf, readSample, trainTo } from '../samples';
import { expectClose } from './expectClose';

describe('XOR by weights one can check by hand', () => {
  it('is a ridge between two low corners', () => {
    const sample = readSample('xor-ridge');
    expectClose(
      outputsOf(sample, 'out').flat(),
      [4.543910487654591e-5, 0.999954519621495, 0.999954519621495, 4.543910487654591e-5],
      1e-15,
    );
    const [first] = outputsOf(sample, 'hiddenOut');
    expectClose(first!, [4.5397868702e-5, 1], 1e-9);
  });

  it('is a matter of signs', () => {
    const sample = readSample('xor-sign');
    expectClose(outputsOf(sample, 'output').flat(), [-1.3, 0.1, 0.1, -0.7], 1e-12);
    expect(outputsOf(sample, 'out').flat()).toEqual([-1, 1, 1, -1]);
  });

  it('is OR and not AND', () => {
    expect(outputsOf(readSample('xor-step'), 'hiddenOut')).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(outputsOf(readSample('xor-step'), 'out').flat()).toEqual([0, 1, 1, 0]);
  });

  it.each(['xor-sign', 'xor-step'])('%s has a loss of 0, and nothing for training to move', (id) => {
    const sample = readSample(id);
    const run = openSample(sample);
    expect(trainTo(run, 1)).toBe(0);
    expect(run.trainer.parameters()).toEqual(sample.project.parameters);
  });
});

it('counts 11,935 parameters in 784-15-10', () => {
  const nodes = [
    node('in', 'input'),
    node('hidden', 'dense', { units: 15 }),
    node('squash', 'activation', { function: 'sigmoid' }),
    node('out', 'dense', { units: 10 }),
    node('y', 'target'),
    node('loss', 'loss'),
  ];
  const wires = [
    'in > hidden',
    'hidden > squash',
    'squash > out',
    'out > loss.prediction',
    'y > loss.target',
  ];
  const widths = new Map([
    ['in', 784],
    ['y', 10],
  ]);
  const { parameterCounts } = compile(graphOf(nodes, wires), widths, settings());
  expect([...parameterCounts.values()].reduce((sum, count) => sum + count, 0)).toBe(11_935);
});
