import { describe, expect, it } from 'vitest';
import { graphOf, node } from '../testing/networks';
import { connectionProblem } from './connect';
import { parseEndpoint } from './edges';
import { predictionHeads } from './heads';
import { topologicalOrder } from './order';

const nodes = [
  node('x', 'input'),
  node('y', 'target'),
  node('a', 'dense'),
  node('b', 'dense', { name: 'Output' }),
  node('loss', 'loss', { function: 'categoricalCrossEntropy', fromLogits: true }),
];
const graph = graphOf(nodes, ['x > a', 'a > b', 'b > loss.prediction', 'y > loss.target']);
const refusal = (from: string, to: string) =>
  connectionProblem(graph, parseEndpoint(from), parseEndpoint(to))?.message;

describe('connectionProblem', () => {
  it('lets a wire through, also onto an occupied port', () => {
    expect(refusal('x.out', 'b.in')).toBeUndefined();
  });

  it.each([
    ['a.out', 'a.in', '"Dense" cannot feed itself.'],
    ['b.out', 'a.in', 'A wire from "Output" to "Dense" would close a loop; signals must flow one way.'],
    ['x.out', 'a.in', 'A wire from "Input" to "Dense" is already there.'],
    ['x.out', 'a.side', '"Dense" has no input called "side".'],
    ['loss.out', 'a.in', '"Loss" has no output called "out".'],
    ['x.out', 'gone.in', 'One end of the wire is on a node that no longer exists.'],
  ])('refuses %s → %s', (from, to, sentence) => {
    expect(refusal(from, to)).toBe(sentence);
  });
});

describe('topologicalOrder', () => {
  it('puts sources first and keeps the order of the document among equals', () => {
    expect(topologicalOrder(graph)).toEqual({ order: ['x', 'y', 'a', 'b', 'loss'], cycle: null });
  });

  it('finds a loop behind nodes that are in order', () => {
    const looped = graphOf(nodes, ['x > a', 'a > b', 'b > a']);
    const { order, cycle } = topologicalOrder(looped);
    expect(order).toEqual(['x', 'y', 'loss']);
    expect([...cycle!].sort()).toEqual(['a', 'b']);
  });
});

describe('endpoints and heads', () => {
  it('splits at the last dot', () => {
    expect(parseEndpoint('layer.1.in')).toEqual({ nodeId: 'layer.1', port: 'in' });
  });

  it('says what the network predicts', () => {
    expect(predictionHeads(graph)).toEqual([
      { lossId: 'loss', predictionNodeId: 'b', targetNodeId: 'y', link: 'softmax', task: 'classes' },
    ]);
    expect(predictionHeads(graphOf(nodes, ['b > loss.prediction']))).toEqual([]);
  });
});
