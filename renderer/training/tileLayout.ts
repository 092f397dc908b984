/** At most this many neurons are drawn; the others are counted. */
export const mostTiles = 256;

export interface TileLayout {
  /** Tiles drawn. */
  shown: number;
  /** Neurons that found no room. */
  hidden: number;
  size: number;
  gap: number;
  columns: number;
  rows: number;
  width: number;
  height: number;
}

const gap = 2;
const largest = 28;
const smallest = 14;

/**
 * Squares of 28 px for few neurons down to 14 px for many. One row where they find room in the width; else as few rows as
 * possible, about equally long, or a square where the number is one: the pixels of a small picture then form it.
 */
export function layoutTiles(count: number, width: number): TileLayout {
  const shown = Math.min(count, mostTiles);
  const most = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const columns = columnsOf(shown, most);
  const rows = Math.ceil(shown / columns);
  const fitting = Math.floor((width + gap) / columns) - gap;
  const size = Math.max(smallest, Math.min(rows > 2 ? 18 : largest, fitting));
  return {
    shown,
    hidden: count - shown,
    size,
    gap,
    columns,
    rows,
    width: columns * (size + gap) - gap,
    height: Math.max(0, rows * (size + gap) - gap),
  };
}

function columnsOf(count: number, most: number): number {
  if (count <= most) return Math.max(1, count);
  const side = Math.sqrt(count);
  if (Number.isInteger(side) && side <= most) return side;
  return Math.ceil(count / Math.ceil(count / most));
}

/** The upper left corner of a tile, in pixels. */
export function tileCorner(index: number, { size, gap, columns }: TileLayout): { x: number; y: number } {
  return { x: (index % columns) * (size + gap), y: Math.floor(index / columns) * (size + gap) };
}

/** The tile at a place, also in the gap after it; null where there is none. */
export function tileAt(x: number, y: number, layout: TileLayout): number | null {
  const pitch = layout.size + layout.gap;
  const column = Math.floor(x / pitch);
  const row = Math.floor(y / pitch);
  if (x < 0 || y < 0 || column >= layout.columns) return null;
  const index = row * layout.columns + column;
  return index < layout.shown ? index : null;
}
