import { parseEndpoint } from '../../core/graph/edges';
import type { Graph } from '../../core/graph/schema';

export const thumbnailSize = { width: 224, height: 60 };
const margin = 9;
const card = { width: 200, height: 112 };

export interface Thumbnail {
  cards: { id: string; kind: string; x: number; y: number; width: number; height: number }[];
  /** Paths of the wires, as SVG writes them. */
  wires: string[];
}

/** A graph scaled into a small picture. */
export function thumbnailOf({ nodes, edges }: Graph): Thumbnail {
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const right = Math.max(...nodes.map(({ position }) => position.x + card.width));
  const bottom = Math.max(...nodes.map(({ position }) => position.y + card.height));
  const scale = Math.min(
    (thumbnailSize.width - 2 * margin) / (right - left),
    (thumbnailSize.height - 2 * margin) / (bottom - top),
    0.24,
  );
  const shift = {
    x: (thumbnailSize.width - (right - left) * scale) / 2,
    y: (thumbnailSize.height - (bottom - top) * scale) / 2,
  };
  const round = (value: number) => Math.round(value * 10) / 10;
  const cards = nodes.map(({ id, kind, position }) => ({
    id,
    kind,
    x: round(shift.x + (position.x - left) * scale),
    y: round(shift.y + (position.y - top) * scale),
    width: round(card.width * scale),
    height: round(card.height * scale),
  }));
  const placed = new Map(cards.map((each) => [each.id, each]));
  const wires = edges.flatMap((edge) => {
    const from = placed.get(parseEndpoint(edge.from).nodeId);
    const to = placed.get(parseEndpoint(edge.to).nodeId);
    if (!from || !to) return [];
    const start = { x: round(from.x + from.width), y: round(from.y + from.height / 2) };
    const end = { x: to.x, y: round(to.y + to.height / 2) };
    const middle = round((start.x + end.x) / 2);
    return [`M${start.x},${start.y}C${middle},${start.y} ${middle},${end.y} ${end.x},${end.y}`];
  });
  return { cards, wires };
}
