import { elapsedDays } from '../../data/dates';
import { unscaled } from '../../data/scaling';
import type { FittedColumn, FittedOf, FittedScaling } from '../../data/schema';
import { turnOf } from './calendar';
import { elementTypes, type GraphBuilder } from './graphBuilder';

/** Where 32 bits would lose digits: an offset this many scales away from zero is taken off in 64 bits. */
const farFromZero = 16;

/**
 * The numbers of one input node from `row` [batch, columns]: scaled numbers and one-hot categories side by side. `placeOf` is where a
 * column stands in the row.
 */
export function writeEncoder(
  graph: GraphBuilder,
  columns: readonly FittedColumn[],
  placeOf: (column: FittedColumn) => number,
  output: string,
): void {
  const groups = inGroups(columns);
  const parts = groups.flatMap((group) => {
    const [first] = group;
    return linearScaling(first!)
      ? [writeLinear(graph, group, placeOf)]
      : writeColumn(graph, first!, placeOf(first!));
  });
  if (parts.length === 1) graph.add({ op: 'Identity', inputs: parts, output });
  else graph.add({ op: 'Concat', inputs: parts, output, attributes: { axis: { int: 1 } } });
}

/** Neighbouring columns that are only shifted and scaled together, every other one by itself. */
function inGroups(columns: readonly FittedColumn[]): FittedColumn[][] {
  const groups: FittedColumn[][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && linearScaling(last[0]!) && linearScaling(column)) last.push(column);
    else groups.push([column]);
  }
  return groups;
}

/** Offset and scale of a column that needs nothing else. */
function linearScaling(column: FittedColumn): FittedScaling | null {
  if (column.fill !== undefined || column.indicator) return null;
  const scaling = (() => {
    if (column.type === 'boolean') return unscaled;
    if (column.type === 'category') return column.ordinal ?? null;
    return column.type === 'number' ? column : null;
  })();
  return scaling?.scaling === 'log1p' ? null : scaling;
}

/** [batch, columns] of numbers that are shifted and scaled. */
function writeLinear(
  graph: GraphBuilder,
  columns: readonly FittedColumn[],
  placeOf: (column: FittedColumn) => number,
): string {
  const places = graph.int64('places', columns.map(placeOf), [columns.length]);
  const numbers = graph.follow('Gather', ['row', places], { axis: { int: 1 } });
  const scalings = columns.map((column) => linearScaling(column)!);
  const offsets = scalings.map(({ offset }) => offset);
  const scales = scalings.map(({ scale }) => scale);
  if (offsets.every((each) => each === 0) && scales.every((each) => each === 1)) return numbers;
  const shape = [columns.length];
  const isFar = scalings.some(({ offset, scale }) => Math.abs(offset) > farFromZero * scale);
  if (!isFar) {
    const centred = graph.follow('Sub', [numbers, graph.float('offsets', offsets, shape)]);
    return graph.follow('Div', [centred, graph.float('scales', scales, shape)]);
  }
  const wide = toDouble(graph, numbers);
  const centred = graph.follow('Sub', [wide, graph.double('offsets', offsets, shape)]);
  return toFloat(graph, graph.follow('Div', [centred, graph.double('scales', scales, shape)]));
}

/** The parts of a column by itself, each [batch, features]. */
function writeColumn(graph: GraphBuilder, column: FittedColumn, place: number): string[] {
  const cell = graph.follow('Gather', ['row', graph.int64('place', [place], [1])], { axis: { int: 1 } });
  const isMissing = column.fill !== undefined || column.indicator ? graph.follow('IsNaN', [cell]) : null;
  const wide = toDouble(graph, cell);
  const value =
    column.fill === undefined ? wide : graph.follow('Where', [isMissing!, standIn(graph, column), wide]);
  const parts = encodeValue(graph, column, value);
  return column.indicator ? [...parts, toFloat(graph, isMissing!)] : parts;
}

function standIn(graph: GraphBuilder, column: FittedColumn): string {
  const fill = column.fill!;
  return graph.double('standIn', [column.type === 'date' ? elapsedDays(fill) : fill], []);
}

/** `value` is [batch, 1] in 64 bits. */
function encodeValue(graph: GraphBuilder, column: FittedColumn, value: string): string[] {
  switch (column.type) {
    case 'number':
      return [toFloat(graph, scaled(graph, value, column))];
    case 'boolean':
      return [toFloat(graph, value)];
    case 'category':
      return [
        column.ordinal
          ? toFloat(graph, scaled(graph, value, column.ordinal))
          : oneHot(graph, value, column.categories.length),
      ];
    case 'date':
      return encodeDate(graph, column, value);
    default:
      throw column satisfies never;
  }
}

function encodeDate(graph: GraphBuilder, column: FittedOf<'date'>, value: string): string[] {
  return column.parts.flatMap((part) => {
    if (part === 'elapsed') return [toFloat(graph, scaled(graph, value, column))];
    const fullTurn = graph.double('fullTurn', [2 * Math.PI], []);
    const angle = toFloat(graph, graph.follow('Mul', [turnOf(graph, value, part), fullTurn]));
    return [graph.follow('Sin', [angle]), graph.follow('Cos', [angle])];
  });
}

function scaled(graph: GraphBuilder, value: string, { scaling, offset, scale }: FittedScaling): string {
  const spread = scaling === 'log1p' ? spreadLog(graph, value) : value;
  const centred = graph.follow('Sub', [spread, graph.double('offset', [offset], [])]);
  return graph.follow('Div', [centred, graph.double('scale', [scale], [])]);
}

/** sign(x) · ln(1 + |x|) */
function spreadLog(graph: GraphBuilder, x: string): string {
  const size = graph.follow('Add', [graph.follow('Abs', [x]), graph.double('one', [1], [])]);
  return graph.follow('Mul', [graph.follow('Sign', [x]), graph.follow('Log', [size])]);
}

function oneHot(graph: GraphBuilder, value: string, categories: number): string {
  const flat = graph.follow('Reshape', [value, graph.int64('flat', [-1], [1])]);
  const whole = graph.follow('Cast', [flat], { to: { int: elementTypes.int64 } });
  const inputs = [whole, graph.int64('depth', [categories], []), graph.float('offAndOn', [0, 1], [2])];
  return graph.follow('OneHot', inputs, { axis: { int: -1 } });
}

const toFloat = (graph: GraphBuilder, value: string) =>
  graph.follow('Cast', [value], { to: { int: elementTypes.float } });
const toDouble = (graph: GraphBuilder, value: string) =>
  graph.follow('Cast', [value], { to: { int: elementTypes.double } });
