import type { PackedParameters, Parameters } from '../../core/train/schema';

/** The window draws again after so long. */
const sliceMs = 8;

/**
 * The parameters as parts of one block of memory, which reaches the engine in no time; millions of numbers in arrays would keep the window
 * from drawing while they are copied. Done in slices.
 */
export async function packParameters(parameters: Parameters): Promise<PackedParameters> {
  const sizeOf = (given: number[][] | number[]) => rowsOf(given).reduce((sum, row) => sum + row.length, 0);
  const all = Object.values(parameters).flatMap((node) => Object.values(node));
  const block = new Float64Array(all.reduce((sum, given) => sum + sizeOf(given), 0));
  const packed: [string, Record<string, Float64Array[] | Float64Array>][] = [];
  let at = 0;
  let start = performance.now();
  const pack = async (row: number[]) => {
    block.set(row, at);
    at += row.length;
    if (performance.now() - start > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve));
      start = performance.now();
    }
    return block.subarray(at - row.length, at);
  };
  for (const [id, node] of Object.entries(parameters)) {
    const own: [string, Float64Array[] | Float64Array][] = [];
    for (const [name, given] of Object.entries(node)) {
      const rows: Float64Array[] = [];
      for (const row of rowsOf(given)) rows.push(await pack(row));
      own.push([name, isMatrix(given) ? rows : (rows[0] ?? new Float64Array())]);
    }
    packed.push([id, Object.fromEntries(own)]);
  }
  return Object.fromEntries(packed);
}

function isMatrix(given: number[][] | number[]): given is number[][] {
  return Array.isArray(given[0]);
}

function rowsOf(given: number[][] | number[]): number[][] {
  return isMatrix(given) ? given : [given];
}
