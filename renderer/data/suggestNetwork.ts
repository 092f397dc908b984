import type { ColumnSpec, DatasetSpec } from '../../core/data/schema';
import { columnWidth } from '../../core/data/widths';
import type { Edge, Graph, GraphNode } from '../../core/graph/schema';
import { newNode } from '../document/graphEdits';

/** A card is 212 wide; both are whole cells of the canvas grid. */
const columnGap = 248;
const rowGap = 232;

/** Something to predict: one category, or all the numbers together. */
interface Prediction {
  columns: ColumnSpec[];
  isClass: boolean;
  width: number;
}

/**
 * A small network that fits the data: features → dense → tanh, and from there for every category among the targets
 * dense → softmax → cross-entropy, for its numbers dense → mean squared error.
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
  const hidden = add('dense', 'hidden', 1, 0, { units: hiddenUnits(dataset) });
  const bend = add('activation', 'bend', 2, 0, { function: 'tanh' });
  wire(input, hidden);
  wire(hidden, bend);

  const predictions = predictionsOf(dataset);
  predictions.forEach(({ columns, isClass, width }, index) => {
    const suffix = predictions.length > 1 ? `${index + 1}` : '';
    const row = index * 2;
    const names = columns.map(({ name }) => name);
    const output = add('dense', `output${suffix}`, 3, row, { units: width });
    wire(bend, output);
    let prediction = output;
    if (isClass) {
      prediction = add('activation', `chances${suffix}`, 4, row, { function: 'softmax' });
      wire(output, prediction);
    }
    const target = add('target', `target${suffix}`, isClass ? 4 : 3, row + 1, {
      name: names.length === 1 ? names[0] : 'Targets',
      // With one prediction the target follows the roles of the columns; with several each names its own.
      ...(predictions.length > 1 && { columns: names }),
    });
    const loss = add('loss', `loss${suffix}`, isClass ? 5 : 4, row, {
      function: isClass ? 'categoricalCrossEntropy' : 'meanSquaredError',
    });
    wire(prediction, loss, 'prediction');
    wire(target, loss, 'target');
  });
  return { nodes, edges };
}

function predictionsOf(dataset: DatasetSpec): Prediction[] {
  const targets = dataset.columns.filter(({ role }) => role === 'target');
  const numbers = targets.filter(({ type }) => type === 'number');
  const classes = targets
    .filter(({ type }) => type === 'category')
    .map((column) => ({ columns: [column], isClass: true, width: columnWidth(column) }));
  return numbers.length > 0
    ? [...classes, { columns: numbers, isClass: false, width: numbers.length }]
    : classes;
}

function hiddenUnits(dataset: DatasetSpec): number {
  const features = dataset.columns.filter(({ role }) => role === 'feature');
  const width = features.reduce((sum, column) => sum + columnWidth(column), 0);
  if (width <= 20) return 8;
  return width <= 100 ? 32 : 64;
}
