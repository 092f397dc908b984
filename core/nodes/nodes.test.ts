import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compile } from '../compile/compile';
import { graphOf, node, planOf, settings } from '../testing/networks';
import { findNodeKind, nodeKinds } from './index';

describe('every registered node kind', () => {
  it.each(nodeKinds.map((kind) => [kind.kind, kind] as const))('%s has all its parts', (name, kind) => {
    expect(findNodeKind(name)).toBe(kind);
    expect(kind.label).toMatch(/^[A-Z]/);
    expect(kind.summary).toMatch(/\.$/);
    expect(kind.inputs.length + kind.outputs.length).toBeGreaterThan(0);
    // A node without any field set is complete: everything has a default.
    const defaults = (kind.params as z.ZodObject).parse({});
    if ('primary' in kind) expect(Object.keys(defaults)).toContain(kind.primary);
    for (const [field, schema] of Object.entries((kind.params as z.ZodObject).shape)) {
      const { title, description } = z.toJSONSchema(schema as z.ZodType, { io: 'input' });
      expect(title, `title of ${name}.${field}`).toBeTruthy();
      expect(description, `description of ${name}.${field}`).toBeTruthy();
    }
  });

  it('lowers, flows back and takes part in a plan', () => {
    const nodes = [
      node('x', 'input'),
      node('y', 'target'),
      node('a', 'dense', { units: 3 }),
      node('b', 'dense', { units: 3 }),
      node('f', 'activation'),
      node('drop', 'dropout'),
      node('sum', 'add'),
      node('norm', 'batchNorm'),
      node('max', 'maxout', { units: 3 }),
      node('gate', 'multiply'),
      node('both', 'concat'),
      node('out', 'dense', { units: 2 }),
      node('loss', 'loss'),
    ];
    const wires = [
      ...['x > a', 'x > b', 'a > f', 'f > drop', 'b > sum', 'drop > sum', 'sum > norm', 'norm > max'],
      ...['max > gate', 'sum > gate', 'gate > both', 'a > both'],
      ...['both > out', 'out > loss.prediction', 'y > loss.target'],
    ];
    expect(new Set(nodes.map((each) => each.kind))).toEqual(new Set(nodeKinds.map((kind) => kind.kind)));
    const plan = planOf(graphOf(nodes, wires), { x: 4, y: 2 });
    const operations = plan.forward.map((step) => step.op);
    expect(operations).toEqual([
      ...['dense', 'dense', 'activation', 'dropout', 'add', 'batchNorm', 'dense', 'largestPiece', 'multiply'],
      ...['concat', 'dense', 'loss'],
    ]);
    // Both layers that read the input learn, and nothing flows back into the data.
    expect(plan.backward.filter((step) => step.op === 'denseWeightGradient')).toHaveLength(4);
    expect(plan.backward.filter((step) => step.op === 'denseInputGradient')).toHaveLength(2);
    const total = plan.parameters.reduce((sum, each) => sum + each.rows * each.columns, 0);
    expect(total).toBe(4 * 3 + 3 + 4 * 3 + 3 + 3 + 3 + 3 * 6 + 6 + 6 * 2 + 2);
  });
});

describe('shape rules name both ends and their shapes', () => {
  const messages = (nodes: object[], wires: string[], widths: Record<string, number | null>) =>
    compile(graphOf(nodes, wires), new Map(Object.entries(widths)), settings()).problems.map(
      ({ nodeId, message }) => `${nodeId}: ${message}`,
    );

  it('add', () => {
    const nodes = [
      node('x', 'input'),
      node('l', 'dense', { name: 'left', units: 8 }),
      node('r', 'dense', { name: 'right', units: 4 }),
      node('sum', 'add'),
    ];
    expect(messages(nodes, ['x > l', 'x > r', 'l > sum', 'r > sum'], { x: 2 })).toContain(
      'sum: "Add" needs equal shapes, but "left" gives [batch, 8] and "right" gives [batch, 4].',
    );
  });

  it('loss', () => {
    const nodes = [
      node('x', 'input'),
      node('y', 'target', { name: 'species' }),
      node('d', 'dense', { units: 5 }),
      node('loss', 'loss', { function: 'categoricalCrossEntropy' }),
    ];
    expect(messages(nodes, ['x > d', 'd > loss.prediction', 'y > loss.target'], { x: 4, y: 3 })).toEqual([
      'loss: "Loss" compares equal shapes, but "Dense" gives [batch, 5] and "species" gives [batch, 3].',
    ]);
    nodes[2] = node('d', 'dense', { units: 1 });
    expect(messages(nodes, ['x > d', 'd > loss.prediction', 'y > loss.target'], { x: 4, y: 1 })).toEqual([
      'loss: "Loss" tells classes apart and needs at least 2 target columns, but "species" gives [batch, 1].',
    ]);
  });

  it('data nodes without data', () => {
    const nodes = [node('x', 'input'), node('d', 'dense'), node('loss', 'loss'), node('y', 'target')];
    const wires = ['x > d', 'd > loss.prediction', 'y > loss.target'];
    expect(messages(nodes, wires, { x: null, y: 0 })).toEqual([
      'x: "Input" has no data yet.',
      'y: "Target" reads no column: the data set has no column with the role target.',
    ]);
  });
});
