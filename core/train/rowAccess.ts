import type { Matrix } from '../data/prepare';
import type { Problem } from '../graph/problem';

/** How a trainer comes by the rows: all of them are bound to its backend, or those of one block at a time. */
export interface RowAccess {
  /**
   * Sees to it that the rows of a block are bound, and begins to read the block after it. Returns the row that is the backend's
   * row 0; null where the block has not been read yet.
   */
  bind(block: number, next: number | null): number | null;
  /** Settles when `bind` has more to say; null where nothing is being read. */
  readonly waiting: Promise<void> | null;
  /** Why the rows cannot be had any more. */
  readonly problem: Problem | null;
  /** Whether other work gets its turn while rows are evaluated. */
  readonly streams: boolean;
  /** Where the backend has one row to be looked at, whatever block is bound; null where it has to be fetched first. */
  find(row: number): number | null;
  fetch(row: number): Promise<void>;
  /** What a target node has to say in a row that was found, without the weight of its class; undefined for other nodes. */
  target(nodeId: string, row: number): Float64Array | undefined;
}

/** All rows are bound. `targets` are the matrices of the target nodes, over the rows in use. */
export function rowsInMemory(targets: ReadonlyMap<string, Matrix>): RowAccess {
  return {
    bind: () => 0,
    waiting: null,
    problem: null,
    streams: false,
    find: (row) => row,
    fetch: async () => {},
    target(nodeId, row) {
      const matrix = targets.get(nodeId);
      return matrix?.values.subarray(row * matrix.columns, (row + 1) * matrix.columns);
    },
  };
}
