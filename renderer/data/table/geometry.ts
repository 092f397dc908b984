/** Where rows and columns of a table lie, and which of them are in view. All in CSS pixels. */

/** Browsers cannot scroll through much more than this; longer tables are scrolled faster than the bar moves. */
const mostHeight = 15_000_000;
/** Rows and columns drawn beyond what is in view, so that none is missing while scrolling. */
const extraRows = 6;

export interface RowLayout {
  rowHeight: number;
  count: number;
  /** Height of the part of the view that rows are in. */
  viewHeight: number;
}

/** How high the scrolled area is. */
export function scrolledHeight({ rowHeight, count }: RowLayout): number {
  return Math.min(rowHeight * count, mostHeight);
}

/** Pixels of the table that one pixel of scrolling moves. */
function stretch(layout: RowLayout): number {
  const whole = layout.rowHeight * layout.count;
  if (whole <= mostHeight) return 1;
  return (whole - layout.viewHeight) / (mostHeight - layout.viewHeight);
}

export interface VisibleRows {
  first: number;
  /** Below `first` where there are no rows. */
  last: number;
  /** Where the first of them lies in the scrolled area. */
  top: number;
}

export function visibleRows(scrollTop: number, layout: RowLayout): VisibleRows {
  const { rowHeight, count, viewHeight } = layout;
  const position = scrollTop * stretch(layout);
  const first = Math.max(0, Math.floor(position / rowHeight) - extraRows);
  const last = Math.min(count - 1, Math.ceil((position + viewHeight) / rowHeight) + extraRows);
  return { first, last, top: scrollTop + first * rowHeight - position };
}

/** The scroll position that shows a row, changed as little as possible. */
export function scrollToRow(row: number, scrollTop: number, layout: RowLayout): number {
  const { rowHeight, viewHeight } = layout;
  const factor = stretch(layout);
  const position = scrollTop * factor;
  const top = row * rowHeight;
  if (top < position) return top / factor;
  if (top + rowHeight > position + viewHeight) return (top + rowHeight - viewHeight) / factor;
  return scrollTop;
}

/** Left edge of every column, and behind the last one the width of all. */
export function columnEdges(widths: readonly number[], start: number): Float64Array {
  const edges = new Float64Array(widths.length + 1);
  edges[0] = start;
  for (const [index, width] of widths.entries()) edges[index + 1] = edges[index]! + width;
  return edges;
}

/** The last column that begins at or before a place. */
export function columnAt(edges: Float64Array, x: number): number {
  let low = 0;
  let high = Math.max(0, edges.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (edges[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first and last column in view; those hidden behind the row numbers do not count. */
export function visibleColumns(
  scrollLeft: number,
  viewWidth: number,
  edges: Float64Array,
): readonly [number, number] {
  const start = edges[0] ?? 0;
  return [columnAt(edges, scrollLeft + start), columnAt(edges, scrollLeft + viewWidth - 1)];
}

export function scrollToColumn(
  column: number,
  scrollLeft: number,
  viewWidth: number,
  edges: Float64Array,
): number {
  const start = edges[0] ?? 0;
  const left = edges[column] ?? start;
  const right = edges[column + 1] ?? left;
  if (left < scrollLeft + start) return left - start;
  return right > scrollLeft + viewWidth ? Math.min(left - start, right - viewWidth) : scrollLeft;
}
