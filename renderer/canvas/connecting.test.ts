import { describe, expect, it } from 'vitest';
import { newNode } from '../document/graphEdits';
import { dropWire, endsOf, portFor } from './connecting';

const origin = { x: 0, y: 0 };
const graph = {
  nodes: [
    newNode('input', 'in', origin),
    newNode('dense', 'h', origin),
    newNode('target', 'y', origin),
    newNode('loss', 'loss', origin),
  ],
  edges: [
    { from: 'in.out', to: 'h.in' },
    { from: 'h.out', to: 'loss.prediction' },
  ],
};
const output = (nodeId: string) => ({ nodeId, port: 'out', type: 'source' as const });
const input = (nodeId: string, port = 'in') => ({ nodeId, port, type: 'target' as const });

describe('letting go of a wire', () => {
  it('connects an output with an input, whichever end was drawn first', () => {
    const wanted = {
      kind: 'connect',
      from: { nodeId: 'y', port: 'out' },
      to: { nodeId: 'loss', port: 'target' },
    };
    expect(dropWire(graph, output('y'), input('loss', 'target'))).toEqual(wanted);
    expect(dropWire(graph, input('loss', 'target'), output('y'))).toEqual(wanted);
  });

  it('finds the free port of a card it is dropped on', () => {
    expect(dropWire(graph, output('y'), { nodeId: 'loss' })).toMatchObject({
      to: { nodeId: 'loss', port: 'target' },
    });
    expect(portFor(graph, 'h', 'inputs')).toEqual({ nodeId: 'h', port: 'in' });
    expect(portFor(graph, 'in', 'inputs')).toBeNull();
  });

  it('offers a new node where it is dropped on nothing, with the loose end in the right direction', () => {
    expect(dropWire(graph, output('h'), null)).toEqual({
      kind: 'empty',
      wireFrom: { nodeId: 'h', port: 'out' },
    });
    expect(dropWire(graph, input('h'), null)).toEqual({ kind: 'empty', wireTo: { nodeId: 'h', port: 'in' } });
  });

  it.each([
    ['a loop', input('h'), output('h'), '"Dense" cannot feed itself.'],
    ['two outputs', output('in'), output('h'), 'Both ends are outputs.'],
    ['two inputs', input('h'), input('loss', 'target'), 'Both ends are inputs.'],
    ['what is already there', output('in'), input('h'), 'A wire from "Input" to "Dense" is already there.'],
    ['a card without inputs', output('h'), { nodeId: 'y' }, 'This node takes no input.'],
  ])('refuses %s and says why', (_what, start, over, message) => {
    expect(dropWire(graph, start, over)).toMatchObject({ kind: 'refused', problem: { message } });
  });

  it('knows both ends only when both are there', () => {
    expect(endsOf({ source: 'a', sourceHandle: 'out', target: 'b', targetHandle: 'in' })).toEqual({
      from: { nodeId: 'a', port: 'out' },
      to: { nodeId: 'b', port: 'in' },
    });
    expect(endsOf({ source: 'a', sourceHandle: 'out', target: null, targetHandle: null })).toBeNull();
  });
});
