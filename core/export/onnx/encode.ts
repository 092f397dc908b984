import type { PlainColumn } from '../plainColumn';
import { elementTypes, type GraphBuilder } from './graphBuilder';

type NumberColumn = PlainColumn & { type: 'number' };

/** Where 32 bits would lose digits: an offset this many scales away from zero is taken off in 64 bits. */
const farFromZero = 16;

/**
 * The numbers of one input node from `row` [batch, columns]: scaled numbers and one-hot categories side by side. `placeOf` is where a
 * column stands in the row.
 */
export function writeEncoder(
  graph: GraphBuilder,
  columns: readonly PlainColumn[],
  placeOf: (column: PlainColumn) => number,
  output: string,
): void {
  const groups = inGroups(columns);
  const only = groups.length === 1 ? output : null;
  const parts = groups.map((group) => {
    const [first] = group;
    if (first!.type === 'category')
      return writeOneHot(graph, first!.categories.length, placeOf(first!), only);
    return writeNumbers(graph, group as NumberColumn[], placeOf, only);
  });
  if (!only) graph.add({ op: 'Concat', inputs: parts, output, attributes: { axis: { int: 1 } } });
}

/** Neighbouring numbers together, every category by itself. */
function inGroups(columns: readonly PlainColumn[]): PlainColumn[][] {
  const groups: PlainColumn[][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && last[0]!.type === 'number' && column.type === 'number') last.push(column);
    else groups.push([column]);
  }
  return groups;
}

function writeNumbers(
  graph: GraphBuilder,
  columns: readonly NumberColumn[],
  placeOf: (column: PlainColumn) => number,
  output: string | null,
): string {
  const places = graph.int64('places', columns.map(placeOf), [columns.length]);
  const isScaled = columns.some(({ offset, scale }) => offset !== 0 || scale !== 1);
  const last = (op: string, inputs: string[], attributes = {}) =>
    graph.add({ op, inputs, output: output ?? graph.take(`${inputs[0]}${op}`), attributes });
  if (!isScaled) return last('Gather', ['row', places], { axis: { int: 1 } });
  const numbers = graph.follow('Gather', ['row', places], { axis: { int: 1 } });
  const offsets = columns.map(({ offset }) => offset);
  const scales = columns.map(({ scale }) => scale);
  const shape = [columns.length];
  const isFar = columns.some(({ offset, scale }) => Math.abs(offset) > farFromZero * scale);
  if (!isFar) {
    const centred = graph.follow('Sub', [numbers, graph.float('offsets', offsets, shape)]);
    return last('Div', [centred, graph.float('scales', scales, shape)]);
  }
  const wide = graph.follow('Cast', [numbers], { to: { int: elementTypes.double } });
  const centred = graph.follow('Sub', [wide, graph.double('offsets', offsets, shape)]);
  const scaled = graph.follow('Div', [centred, graph.double('scales', scales, shape)]);
  return last('Cast', [scaled], { to: { int: elementTypes.float } });
}

function writeOneHot(graph: GraphBuilder, categories: number, place: number, output: string | null): string {
  const index = graph.follow('Gather', ['row', graph.int64('place', [place], [])], { axis: { int: 1 } });
  const whole = graph.follow('Cast', [index], { to: { int: elementTypes.int64 } });
  const inputs = [whole, graph.int64('depth', [categories], []), graph.float('offAndOn', [0, 1], [2])];
  return graph.add({
    op: 'OneHot',
    inputs,
    output: output ?? graph.take('oneHot'),
    attributes: { axis: { int: -1 } },
  });
}
