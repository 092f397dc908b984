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

/** Squares of 28 px for few neurons down to 14 px for many, wrapped to a width. */
export function layoutTiles(count: number, width: number): TileLayout {
  const shown = Math.min(count, mostTiles);
  const size = count <= 6 ? 28 : count <= 16 ? 22 : count <= 48 ? 18 : 14;
  const gap = 2;
  const columns = Math.max(1, Math.min(shown, Math.floor((width + gap) / (size + gap))));
  const rows = Math.ceil(shown / columns);
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
