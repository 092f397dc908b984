/** At most this many neurons outside a picture are drawn; the others are counted. */
export const mostTiles = 256;

/** Neurons from `offset` on that are the pixels of a picture, row by row. */
export interface PictureShape {
  offset: number;
  width: number;
  height: number;
}

/** A picture above the tiles: its pixels lie without gaps, `size` CSS pixels wide and high each. */
export interface PictureArea extends PictureShape {
  size: number;
}

export interface TileLayout {
  /** Tiles drawn beside the picture's pixels. */
  shown: number;
  /** Neurons that found no room. */
  hidden: number;
  size: number;
  gap: number;
  columns: number;
  rows: number;
  width: number;
  height: number;
  picture: PictureArea | null;
  /** Where the tiles begin, under the picture. */
  top: number;
}

const gap = 2;
const largest = 28;
const smallest = 14;
/** A picture is not drawn higher than this. */
const mostPictureHeight = 200;

/**
 * Squares of 28 px for few neurons down to 14 px for many. One row where they find room in the width; else as few rows as
 * possible, about equally long, or a square where the number is one. The neurons of a picture form it, above the others.
 */
export function layoutTiles(count: number, width: number, shape: PictureShape | null = null): TileLayout {
  const picture = shape && layoutPicture(shape, width);
  const others = count - (picture ? picture.width * picture.height : 0);
  const shown = Math.min(others, mostTiles);
  const most = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const columns = columnsOf(shown, most);
  const rows = Math.ceil(shown / columns);
  const fitting = Math.floor((width + gap) / columns) - gap;
  const size = Math.max(smallest, Math.min(rows > 2 ? 18 : largest, fitting));
  const pictureHeight = picture ? picture.size * picture.height : 0;
  const top = picture && shown > 0 ? pictureHeight + 2 * gap : pictureHeight;
  const tilesWidth = shown > 0 ? columns * (size + gap) - gap : 0;
  return {
    shown,
    hidden: others - shown,
    size,
    gap,
    columns,
    rows,
    width: Math.max(tilesWidth, picture ? picture.size * picture.width : 0),
    height: top + Math.max(0, rows * (size + gap) - gap),
    picture,
    top,
  };
}

/** As large as the width allows, in whole CSS pixels where there is more than one for each. */
function layoutPicture(shape: PictureShape, width: number): PictureArea {
  const fitting = Math.min(width / shape.width, mostPictureHeight / shape.height);
  return { ...shape, size: fitting >= 1 ? Math.floor(fitting) : fitting };
}

function columnsOf(count: number, most: number): number {
  if (count <= most) return Math.max(1, count);
  const side = Math.sqrt(count);
  if (Number.isInteger(side) && side <= most) return side;
  return Math.ceil(count / Math.ceil(count / most));
}

/** The neuron whose tile is the `place`-th, from 0, of those outside the picture. */
export function neuronOfTile(place: number, { picture }: TileLayout): number {
  if (!picture || place < picture.offset) return place;
  return place + picture.width * picture.height;
}

/** The square of a neuron, in CSS pixels; null where it is not drawn. */
export function tileSquare(
  neuron: number,
  layout: TileLayout,
): { x: number; y: number; size: number } | null {
  const { picture, size, columns, top, shown } = layout;
  const pixel = picture ? neuron - picture.offset : -1;
  const pixels = picture ? picture.width * picture.height : 0;
  if (picture && pixel >= 0 && pixel < pixels) {
    const x = (pixel % picture.width) * picture.size;
    return { x, y: Math.floor(pixel / picture.width) * picture.size, size: picture.size };
  }
  const place = pixel >= pixels ? neuron - pixels : neuron;
  if (place >= shown) return null;
  const pitch = size + layout.gap;
  return { x: (place % columns) * pitch, y: top + Math.floor(place / columns) * pitch, size };
}

/** The neuron at a place, also in the gap after its tile; null where there is none. */
export function tileAt(x: number, y: number, layout: TileLayout): number | null {
  const { picture, top } = layout;
  if (x < 0 || y < 0) return null;
  if (picture && y < picture.size * picture.height) {
    const column = Math.floor(x / picture.size);
    if (column >= picture.width) return null;
    return picture.offset + Math.floor(y / picture.size) * picture.width + column;
  }
  const pitch = layout.size + layout.gap;
  const column = Math.floor(x / pitch);
  const row = Math.floor((y - top) / pitch);
  if (row < 0 || column >= layout.columns) return null;
  const place = row * layout.columns + column;
  return place < layout.shown ? neuronOfTile(place, layout) : null;
}
