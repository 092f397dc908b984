import fc from 'fast-check';
import type { ActivationFunction } from '../nodes/activationFunctions';
import type { lossFunctions } from '../nodes/lossFunctions';
import { graphOf, node } from './networks';

/** Functions without kinks, for which finite differences hold everywhere. */
const smooth: ActivationFunction[] = [
  'linear',
  'sigmoid',
  'tanh',
  'softplus',
  'gelu',
  'swish',
  'scaledTanh',
  'sin',
  'softmax',
];

interface Move {
  op: 'dense' | 'maxout' | 'activation' | 'dropout' | 'batchNorm' | 'add' | 'multiply' | 'concat';
  pick: number;
  other: number;
  units: number;
  function: ActivationFunction;
  bias: boolean;
}

const move: fc.Arbitrary<Move> = fc.record({
  op: fc.constantFrom('dense', 'maxout', 'activation', 'dropout', 'batchNorm', 'add', 'multiply', 'concat'),
  pick: fc.nat(100),
  other: fc.nat(100),
  units: fc.integer({ min: 1, max: 4 }),
  function: fc.constantFrom(...smooth),
  bias: fc.boolean(),
});

export interface RandomNetwork {
  graph: ReturnType<typeof graphOf>;
  widths: { x: number; y: number };
  classes: boolean;
}

/**
 * Any acyclic network of the node kinds we have, from one input to one loss: values fork, meet again by Add and Concat, and
 * may end nowhere.
 */
export const randomNetwork: fc.Arbitrary<RandomNetwork> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 4 }),
    moves: fc.array(move, { minLength: 1, maxLength: 8 }),
    outputs: fc.integer({ min: 2, max: 3 }),
    loss: fc.constantFrom<(typeof lossFunctions)[number]>(
      'meanSquaredError',
      'sumSquaredError',
      'binaryCrossEntropy',
      'categoricalCrossEntropy',
    ),
    fromLogits: fc.boolean(),
    reduction: fc.constantFrom('mean', 'sum'),
  })
  .map(({ inputs, moves, outputs, loss, fromLogits, reduction }) => {
    const nodes: object[] = [node('x', 'input'), node('y', 'target')];
    const wires: string[] = [];
    const values = [{ id: 'x', features: inputs }];
    const add = (id: string, features: number, description: object, from: string[]) => {
      nodes.push(description);
      wires.push(...from.map((source) => `${source} > ${id}`));
      values.push({ id, features });
    };
    // Biases of zero would let a row that dropout has emptied lie on the edge between two pieces of a maxout.
    const biasInitializer = { kind: 'normal', deviation: 0.3 };
    const dense = (id: string, from: string, units: number, bias: boolean) =>
      add(id, units, node(id, 'dense', { units, bias, biasInitializer }), [from]);
    moves.forEach(({ op, pick, other, units, function: name, bias }, index) => {
      const id = `n${index}`;
      const first = values[pick % values.length]!;
      const second = values[other % values.length]!;
      if (op === 'activation')
        add(id, first.features, node(id, 'activation', { function: name }), [first.id]);
      else if (op === 'dropout') add(id, first.features, node(id, 'dropout', { rate: 0.3 }), [first.id]);
      else if (op === 'batchNorm')
        add(id, first.features, node(id, 'batchNorm', { epsilon: 0.1 }), [first.id]);
      else if (op === 'maxout')
        add(id, units, node(id, 'maxout', { units, pieces: 3, biasInitializer }), [first.id]);
      else if (op === 'concat' && first !== second)
        add(id, first.features + second.features, node(id, 'concat'), [first.id, second.id]);
      else if ((op === 'add' || op === 'multiply') && first !== second && first.features === second.features)
        add(id, first.features, node(id, op), [first.id, second.id]);
      else dense(id, first.id, units, bias);
    });
    dense('last', values.at(-1)!.id, outputs, true);
    const classes = loss === 'categoricalCrossEntropy';
    const squash = classes ? 'softmax' : 'sigmoid';
    const crossEntropy = classes || loss === 'binaryCrossEntropy';
    if (!(crossEntropy && fromLogits))
      add('out', outputs, node('out', 'activation', { function: squash }), ['last']);
    nodes.push(node('loss', 'loss', { function: loss, fromLogits: crossEntropy && fromLogits, reduction }));
    wires.push(`${values.at(-1)!.id} > loss.prediction`, 'y > loss.target');
    return { graph: graphOf(nodes, wires), widths: { x: inputs, y: outputs }, classes };
  });
