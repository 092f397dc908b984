import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNetwork } from '../testing/arbitraryGraph';
import { graphOf, node, planOf, settings } from '../testing/networks';
import { compile } from './compile';

const whole = {
  nodes: [
    node('x', 'input'),
    node('y', 'target'),
    node('d', 'dense', { units: 3 }),
    node('p', 'activation', { function: 'softmax' }),
    node('loss', 'loss', { function: 'categoricalCrossEntropy' }),
  ],
  wires: ['x > d', 'd > p', 'p > loss.prediction', 'y > loss.target'],
};
const widths = new Map([
  ['x', 4],
  ['y', 3],
]);

function problems(nodes: object[], wires: string[]) {
  return compile(graphOf(nodes, wires), widths, settings()).problems;
}

describe('compile', () => {
  it('says what a whole network gives', () => {
    const result = compile(graphOf(whole.nodes, whole.wires), widths, settings());
    expect(result.problems).toEqual([]);
    expect(result.order).toEqual(['x', 'y', 'd', 'p', 'loss']);
    expect(result.shapes.get('d')).toEqual({
      features: 3,
      inputs: { in: [{ nodeId: 'x', nodeName: 'Input', features: 4 }] },
    });
    expect([...result.parameterCounts]).toEqual([['d', 15]]);
  });

  it('takes softmax and cross-entropy in one stable step', () => {
    const plan = planOf(graphOf(whole.nodes, whole.wires), { x: 4, y: 3 });
    expect(plan.forward.map((step) => ('function' in step ? step.function : step.op))).toEqual([
      'dense',
      'softmax',
      'softmaxCrossEntropy',
    ]);
    expect(plan.backward.map((step) => step.op)).toEqual([
      'lossGradient',
      'denseWeightGradient',
      'denseBiasGradient',
    ]);
  });

  it('does not fuse where something else reads the probabilities and learns from them', () => {
    const nodes = [
      ...whole.nodes,
      node('more', 'dense', { units: 3 }),
      node('second', 'loss', { function: 'meanSquaredError' }),
    ];
    const wires = [...whole.wires, 'p > more', 'more > second.prediction', 'y > second.target'];
    const plan = planOf(graphOf(nodes, wires), { x: 4, y: 3 });
    expect(plan.backward.map((step) => step.op)).toContain('activationGradient');
  });

  it('adds no penalty to a branch that no loss sees, whose gradient nothing clears', () => {
    const penalised = { units: 3, l2: 0.1 };
    const nodes = [...whole.nodes, node('end', 'dense', penalised)];
    nodes[2] = node('d', 'dense', penalised);
    const plan = planOf(graphOf(nodes, [...whole.wires, 'x > end']), { x: 4, y: 3 });
    const seen = plan.parameters.find(({ nodeId, name }) => nodeId === 'd' && name === 'weights')!;
    const penalties = plan.update.filter((step) => step.op === 'penalty');
    expect(penalties.map((step) => step.gradient)).toEqual([seen.gradient]);
  });

  it('shares room between buffers that are not needed together', () => {
    const depth = 20;
    const ids = Array.from({ length: depth }, (_, index) => `n${index}`);
    const nodes = [...whole.nodes, ...ids.map((id) => node(id, 'dense', { units: 50 }))];
    const chain = ['x', ...ids, 'd'];
    const wires = [...whole.wires.slice(1), ...chain.slice(1).map((to, index) => `${chain[index]} > ${to}`)];
    const { memory, buffers } = planOf(graphOf(nodes, wires), { x: 4, y: 3 });
    const apart = buffers.reduce((sum, buffer) => sum + (buffer.rows === 'batch' ? buffer.columns : 0), 0);
    // All activations must be kept for the way back, but gradients need two layers' room at a time.
    expect(memory.arenaColumns).toBeLessThan(0.6 * apart);
    expect(memory.arenaColumns).toBeGreaterThanOrEqual(depth * 50);
  });

  it('never throws for what can be drawn, whole or torn', () => {
    const torn = fc.tuple(randomNetwork, fc.infiniteStream(fc.boolean())).map(([network, keep]) => {
      const edges = network.graph.edges.filter(() => keep.next().value);
      const nodes = network.graph.nodes.filter(() => keep.next().value);
      return { graph: { nodes, edges }, widths: network.widths };
    });
    fc.assert(
      fc.property(torn, ({ graph, widths: known }) => {
        const { plan, problems: found } = compile(graph, new Map(Object.entries(known)), settings());
        expect(plan === null).toBe(found.length > 0);
      }),
    );
  });
});

describe('problems', () => {
  it('of an empty canvas', () => {
    expect(problems([], [])).toMatchObject([{ code: 'graph.empty' }]);
  });

  it('of a loop, naming its nodes in order', () => {
    const nodes = [...whole.nodes, node('sum', 'add', { name: 'sum' })];
    const [problem] = problems(nodes, [...whole.wires.slice(1), 'x > sum', 'd > sum', 'sum > d']);
    expect(problem).toMatchObject({ code: 'graph.cycle' });
    expect(problem!.message).toMatch(
      /^"Dense" → "sum" → "Dense" is a loop of 2 nodes|^"sum" → "Dense" → "sum" is a loop of 2 nodes/,
    );
  });

  it('of ports that nothing is wired to', () => {
    expect(
      problems(whole.nodes, whole.wires.slice(0, 2)).map(({ nodeId, message }) => `${nodeId}: ${message}`),
    ).toEqual([
      'loss: Nothing is wired to the prediction of "Loss".',
      'loss: Nothing is wired to the target of "Loss".',
    ]);
  });

  it('of a network without a loss, and of one that cannot learn', () => {
    expect(problems([node('x', 'input')], [])).toMatchObject([{ code: 'graph.noLoss' }]);
    const nothing = whole.nodes.filter((each) => each.kind !== 'dense');
    expect(problems(nothing, ['x > p', ...whole.wires.slice(2)]).map((each) => each.code)).toContain(
      'graph.nothingToLearn',
    );
  });

  it('of a network that is shown the answer', () => {
    const nodes = [...whole.nodes, node('both', 'concat')];
    const wires = ['x > both', 'y > both', 'both > d', ...whole.wires.slice(1)];
    expect(problems(nodes, wires)).toMatchObject([{ code: 'graph.leak', nodeId: 'both' }]);
  });

  it('of wires to nodes and ports that are not there', () => {
    const found = problems(whole.nodes, [...whole.wires, 'ghost > d', 'x > d.side']);
    expect(found.map((each) => each.code)).toEqual(expect.arrayContaining(['wire.node', 'wire.port']));
  });

  it('of a network too large to train, with the bytes it needs, before anything is allocated', () => {
    const nodes = [...whole.nodes, node('huge', 'dense', { name: 'huge', units: 65_536 })];
    nodes[0] = node('x', 'dense', { units: 65_536 });
    const inputs = [...nodes, node('in', 'input')];
    const wires = ['in > x', 'x > huge', 'huge > d', ...whole.wires.slice(1)];
    const known = new Map([
      ['in', 4],
      ['y', 3],
    ]);
    const [problem] = compile(graphOf(inputs, wires), known, settings()).problems;
    expect(problem).toMatchObject({ code: 'memory.limit', nodeId: 'huge' });
    expect(problem!.message).toMatch(
      /needs 64\.\d GiB \(4,29\d,\d{3},\d{3} parameters and a batch of 32 rows\), more than the limit of 3\.0 GiB/,
    );
  });

  it('of two wires into one port', () => {
    expect(problems(whole.nodes, [...whole.wires, 'd > loss.prediction'])).toMatchObject([
      { code: 'port.crowded' },
    ]);
  });
});
