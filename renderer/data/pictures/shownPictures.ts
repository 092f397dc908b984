import { imagesOfNode } from '../../../core/data/images';
import type { DatasetSpec } from '../../../core/data/schema';
import type { Graph } from '../../../core/graph/schema';
import type { DataSummary } from '../../../core/protocol';

/** A picture that a row holds: where its pixels are, and between which values they lie. */
export interface ShownPicture {
  name: string;
  width: number;
  height: number;
  /** Place of its first pixel's column in the table. */
  start: number;
  min: number;
  max: number;
}

/** The pictures of every row, those whose columns are all there. */
export function shownPictures(summary: DataSummary, dataset: DatasetSpec | null): ShownPicture[] {
  return (dataset?.images ?? []).flatMap(({ name, first, width, height }) => {
    const start = summary.columns.findIndex((column) => column.name === first);
    const pixels = summary.columns.slice(start, start + width * height);
    if (start < 0 || pixels.length < width * height) return [];
    const ranges = pixels.flatMap(({ statistics }) => statistics ?? []);
    const min = Math.min(...ranges.map((range) => range.min));
    const max = Math.max(...ranges.map((range) => range.max));
    return [{ name, width, height, start, min, max }];
  });
}

/** Those that an input node reads. */
export function readPictures(
  summary: DataSummary,
  dataset: DatasetSpec | null,
  graph: Graph,
): ShownPicture[] {
  const read = graph.nodes.flatMap((node) =>
    imagesOfNode(node, graph, dataset).map(({ image }) => image.name),
  );
  return shownPictures(summary, dataset).filter(({ name }) => read.includes(name));
}

/** The pixel that a cell's text stands for; NaN where the cell is empty. */
export function pixelValue(text: string): number {
  if (text === 'true' || text === 'false') return text === 'true' ? 1 : 0;
  return text === '' ? Number.NaN : Number(text);
}
