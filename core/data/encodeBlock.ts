import { fittedWidth } from './encode';
import { type EncodableColumn, encodeInto } from './encodeMatrix';
import type { Matrix } from './matrix';
import type { StoredRows } from './prepareStored';
import { readColumn } from './readColumn';
import type { StoredTable } from './storedTable';

/** Numbers that are encoded before other work gets its turn, which takes a few milliseconds. */
const numbersAtOnce = 2 ** 19;

/**
 * Reads and encodes the rows in use from `from` to `to − 1`, some of which may not be in use: by input and target node, as
 * `prepareData` does for all rows.
 */
export async function encodeBlock(
  table: StoredTable,
  { tableRows, byNode, encoders }: StoredRows,
  from: number,
  to: number,
  breathe: () => Promise<void>,
): Promise<Map<string, Matrix>> {
  const rows = tableRows.subarray(from, to);
  const first = rows[0]!;
  const count = rows.at(-1)! - first + 1;
  const specs = [...new Map([...byNode.values()].flat().map((spec) => [spec.name, spec])).values()];
  const part = await table.loadRows(
    specs.map(({ name }) => name),
    first,
    count,
  );
  const cells = new Map(part.columns.map((column) => [column.name, column]));
  const fitted = new Map(encoders.map((column) => [column.name, column]));
  const columns = new Map<string, EncodableColumn>();
  for (const spec of specs) {
    const own = cells.get(spec.name);
    const values = own ? readColumn(own, spec) : new Float64Array(count).fill(Number.NaN);
    columns.set(spec.name, { fitted: fitted.get(spec.name)!, values });
  }
  const local = rows.map((row) => row - first);
  const matrices = new Map<string, Matrix>();
  for (const [nodeId, own] of byNode) {
    const encodable = own.map(({ name }) => columns.get(name)!);
    matrices.set(nodeId, await encodeInPieces(encodable, local, breathe));
  }
  return matrices;
}

async function encodeInPieces(
  columns: readonly EncodableColumn[],
  rows: Uint32Array,
  breathe: () => Promise<void>,
): Promise<Matrix> {
  const width = columns.reduce((sum, { fitted }) => sum + fittedWidth(fitted), 0);
  const rowsAtOnce = Math.max(1, Math.floor(numbersAtOnce / Math.max(1, width)));
  const values = new Float64Array(rows.length * width);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    if (from > 0) await breathe();
    encodeInto(columns, rows.subarray(from, from + rowsAtOnce), { values, at: from * width, stride: width });
  }
  return { rows: rows.length, columns: width, values };
}
