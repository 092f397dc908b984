import type { ColumnSpec, DatasetSpec } from '../../core/data/schema';
import { columnWidth } from '../../core/data/widths';
import type { Edge, Graph, GraphNode } from '../../core/graph/schema';
import { newNode } from '../document/graphEdits';

/** A card is 212 wide; both are whole cells of the canvas grid. */
const columnGap = 248;
const rowGap = 232;

/** Something to predict: one category, one answer of yes or no, or all the numbers together. */
interface Prediction {
  columns: ColumnSpec[];
  task: 'classes' | 'binary' | 'numbers';
  width: number;
}

/** What turns the last layer's output into a prediction, and what measures it. */
const ends = {
  classes: { function: 'softmax', loss: 'categoricalCrossEntropy' },
  binary: { function: 'sigmoid', loss: 'binaryCrossEntropy' },
  numbers: { function: null, loss: 'meanSquaredError' },
} as const satisfies Record<Prediction['task'], { function: string | null; loss: string }>;

/**
 * A small network that fits the data: features → dense → tanh (twice for figures that wind), and from there for every category among the targets
 * dense → softmax → cross-entropy, for every yes or no dense → sigmoid → binary cross-entropy, for its numbers
 * dense → mean squared error.
 */
export function suggestNetwork(dataset: DatasetSpec): Graph {
  const nodes: GraphNode[] = [];
  const edges: Edge[] = [];
  const add = (
    kind: string,
    id: string,
    column: number,
    row: number,
    params: Record<string, unknown> = {},
  ) => {
    const { name, ...own } = params;
    const node = newNode(kind, id, { x: column * columnGap, y: row * rowGap }, own);
    nodes.push(name ? { ...node, name: name as string } : node);
    return id;
  };
  const wire = (from: string, to: string, port = 'in') =>
    edges.push({ from: `${from}.out`, to: `${to}.${port}` });

  const input = add('input', 'features', 0, 0, { name: 'Features' });
  let bend = input;
  let column = 0;
  for (const [index, units] of hiddenLayers(dataset).entries()) {
    const suffix = index === 0 ? '' : `${index + 1}`;
    column += 1;
    const hidden = add('dense', `hidden${suffix}`, column, 0, { units });
    wire(bend, hidden);
    column += 1;
    bend = add('activation', `bend${suffix}`, column, 0, { function: 'tanh' });
    wire(hidden, bend);
  }

  const predictions = predictionsOf(dataset);
  predictions.forEach(({ columns, task, width }, index) => {
    const end = ends[task];
    const suffix = predictions.length > 1 ? `${index + 1}` : '';
    const row = index * 2;
    const names = columns.map(({ name }) => name);
    const output = add('dense', `output${suffix}`, column + 1, row, { units: width });
    wire(bend, output);
    let prediction = output;
    if (end.function) {
      prediction = add('activation', `chances${suffix}`, column + 2, row, { function: end.function });
      wire(output, prediction);
    }
    const target = add('target', `target${suffix}`, end.function ? column + 2 : column + 1, row + 1, {
      name: names.length === 1 ? names[0] : 'Targets',
      // With one prediction the target follows the roles of the columns; with several each names its own.
      ...(predictions.length > 1 && { columns: names }),
    });
    const loss = add('loss', `loss${suffix}`, end.function ? column + 3 : column + 2, row, {
      function: end.loss,
    });
    wire(prediction, loss, 'prediction');
    wire(target, loss, 'target');
  });
  return { nodes, edges };
}

function predictionsOf(dataset: DatasetSpec): Prediction[] {
  const targets = dataset.columns.filter(({ role, type }) => role === 'target' && type !== 'text');
  const alone = targets.flatMap((column): Prediction[] => {
    const task = taskOf(column);
    return task === 'numbers' ? [] : [{ columns: [column], task, width: columnWidth(column) }];
  });
  const numbers = targets.filter((column) => taskOf(column) === 'numbers');
  const width = numbers.reduce((sum, column) => sum + columnWidth(column), 0);
  return numbers.length > 0 ? [...alone, { columns: numbers, task: 'numbers', width }] : alone;
}

function taskOf(column: ColumnSpec): Prediction['task'] {
  if (column.type === 'boolean') return 'binary';
  return column.type === 'category' && column.encoding !== 'ordinal' ? 'classes' : 'numbers';
}

/** Figures that wind or rise and fall several times: one layer bends too little for them. */
const windingGenerators = new Set(['spiral', 'regressionGaussian', 'nielsenCurve', 'sine']);

/** Units of each hidden layer. */
function hiddenLayers({ columns, source }: DatasetSpec): number[] {
  if (source.kind === 'generator' && windingGenerators.has(source.generator)) return [16, 16];
  const features = columns.filter(({ role }) => role === 'feature');
  const width = features.reduce((sum, column) => sum + columnWidth(column), 0);
  if (width <= 20) return [8];
  return [width <= 100 ? 32 : 64];
}
