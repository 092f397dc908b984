import type { Graph, GraphNode } from '../graph/schema';
import type { ColumnRole, ColumnType, DatasetSpec, ImageSpec } from './schema';
import { columnsOfNode, columnWidth } from './widths';

/** What a guess goes by. A target, a weight or an ignored column is no pixel. */
export interface PixelColumn {
  name: string;
  type: ColumnType;
  role?: ColumnRole | undefined;
}

/** Without names that speak of pixels, a square has to have this many columns to be taken for a picture: 8 × 8. */
const fewestUnnamed = 64;
const fewestNamed = 4;
const pixelWords = new Set(['p', 'px', 'pix', 'pixel', 'pixels', 'img', 'image']);
/** In front of row and column: 1x1, r0c0, row 1 column 1. */
const rowWords = new Set(['', 'r', 'row']);

/** Runs of consecutive columns of numbers that look like pictures: named like pixels, or as many as a square has. */
export function imageRuns(columns: readonly PixelColumn[]): ImageSpec[] {
  const images = numericRuns(columns).flatMap((run) => {
    const named = namedRuns(run);
    if (named.length > 0) return named;
    return squareOf(run, fewestUnnamed) ?? [];
  });
  return images.map((image, index) => ({
    ...image,
    name: images.length > 1 ? `image ${index + 1}` : 'image',
  }));
}

type Size = Omit<ImageSpec, 'name'> & { first: string; width: number; height: number };

function numericRuns(columns: readonly PixelColumn[]): string[][] {
  const runs: string[][] = [[]];
  for (const { name, type, role = 'feature' } of columns) {
    const isNumeric = type === 'number' || type === 'integer' || type === 'boolean';
    if (isNumeric && role === 'feature') runs.at(-1)!.push(name);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** Stretches of a run whose names count pixels. */
function namedRuns(run: readonly string[]): Size[] {
  const found: Size[] = [];
  for (let from = 0; from < run.length; ) {
    const size = gridAt(run, from) ?? countedAt(run, from);
    if (size) found.push(size);
    from += size ? size.width * size.height : 1;
  }
  return found;
}

/** Names with row and column, from 0 or 1: 1x1, r0c0, pixel 1.1, p00. */
const rowAndColumn = /^(.*?)(\d+)(\D{1,3})(\d+)$/;
const twoDigits = /^(\D*)(\d)()(\d)$/;

function gridAt(run: readonly string[], from: number): Size | null {
  for (const pattern of [rowAndColumn, twoDigits]) {
    const first = pattern.exec(run[from]!);
    if (!first || first[2] !== first[4] || Number(first[2]) > 1) continue;
    const [, prefix, start, separator] = first as unknown as [string, string, string, string];
    const base = Number(start);
    const nameOf = (row: number, column: number) => `${prefix}${base + row}${separator}${base + column}`;
    let width = 0;
    while (run[from + width] === nameOf(0, width)) width += 1;
    let height = 0;
    while (isRow(run, from, height, width, nameOf)) height += 1;
    const word = wordOf(prefix);
    const isNamed = pixelWords.has(word) || rowWords.has(word);
    if (width > 1 && height > 1 && width * height >= (isNamed ? fewestNamed : fewestUnnamed))
      return { first: run[from]!, width, height };
  }
  return null;
}

function isRow(
  run: readonly string[],
  from: number,
  row: number,
  width: number,
  nameOf: (row: number, column: number) => string,
): boolean {
  for (let column = 0; column < width; column++)
    if (run[from + row * width + column] !== nameOf(row, column)) return false;
  return true;
}

/** Names with one number that goes up by one: p0, p1 … or pixel_1, pixel_2 …, as many as a square has. */
function countedAt(run: readonly string[], from: number): Size | null {
  const first = /^(.*?)(\d+)$/.exec(run[from]!);
  if (!first) return null;
  const [, prefix, digits] = first as unknown as [string, string, string];
  if (Number(digits) > 1) return null;
  const nameOf = (index: number) => String(Number(digits) + index).padStart(digits.length, '0');
  let length = 0;
  while (run[from + length] === `${prefix}${nameOf(length)}`) length += 1;
  return squareOf(
    run.slice(from, from + length),
    pixelWords.has(wordOf(prefix)) ? fewestNamed : fewestUnnamed,
  );
}

function wordOf(prefix: string): string {
  return prefix.toLowerCase().replace(/[^a-z]+$/, '');
}

function squareOf(run: readonly string[], fewest: number): Size | null {
  const side = Math.round(Math.sqrt(run.length));
  return side * side === run.length && run.length >= fewest
    ? { first: run[0]!, width: side, height: side }
    : null;
}

/** A picture among the encoded numbers of an input node: `width · height` of them from `offset` on, row by row. */
export interface NodeImage {
  image: ImageSpec;
  offset: number;
  width: number;
  height: number;
}

/** The data set's pictures whose columns an input node reads one after another, each as one number. */
export function imagesOfNode(node: GraphNode, graph: Graph, dataset: DatasetSpec | null): NodeImage[] {
  if (!dataset?.images || node.kind !== 'input') return [];
  const columns = columnsOfNode(node, graph, dataset) ?? [];
  const offsets = [0];
  for (const column of columns) offsets.push(offsets.at(-1)! + columnWidth(column));
  const placeInNode = new Map(columns.map(({ name }, place) => [name, place]));
  const placeInFile = new Map(dataset.columns.map(({ name }, place) => [name, place]));
  return dataset.images.flatMap((image) => {
    const { first, width, height } = image;
    const count = width * height;
    const from = placeInNode.get(first);
    const inFile = placeInFile.get(first);
    if (from === undefined || inFile === undefined || from + count > columns.length) return [];
    for (let pixel = 0; pixel < count; pixel++) {
      const column = columns[from + pixel]!;
      if (column.name !== dataset.columns[inFile + pixel]?.name || columnWidth(column) !== 1) return [];
    }
    return [{ image, offset: offsets[from]!, width, height }];
  });
}
