import type { Matrix } from '../data/prepare';
import type { Problem } from '../graph/problem';
import type { Backend, BoundData } from '../kernels/backend';
import type { RowAccess } from './rowAccess';

/** Encoded rows of a block, and its targets before classes were weighed. */
export interface EncodedRows {
  bound: BoundData;
  targets: ReadonlyMap<string, Matrix>;
}

export interface BlockReaderInput {
  backend: Pick<Backend, 'writeRows'>;
  /** The first row in use of each block, and the number of all rows in use. */
  starts: Uint32Array;
  /** The backend's row that is kept free of blocks, for the one to be looked at. */
  freeRow: number;
  /** Reads rows in use from `from` to `to − 1`. */
  read(from: number, to: number): Promise<EncodedRows>;
}

interface Reading {
  block: number;
  rows: EncodedRows | null;
  /** Never rejects. */
  settled: Promise<void>;
}

/** Rows block by block: one is bound to the backend while the next one is being read, so that two are in memory at most. */
export function blockReader({ backend, starts, freeRow, read }: BlockReaderInput): RowAccess {
  let bound = -1;
  let reading: Reading | null = null;
  let problem: Problem | null = null;
  let shown: { row: number; targets: ReadonlyMap<string, Matrix> } | null = null;
  let fetching: { row: number; settled: Promise<void> } | null = null;

  function begin(block: number): Reading {
    const own: Reading = { block, rows: null, settled: Promise.resolve() };
    const before = reading?.settled;
    // One after another: a block that is not wanted any more is not to be in memory beside two others.
    own.settled = (async () => {
      await before;
      if (reading !== own) return;
      try {
        own.rows = await read(starts[block]!, starts[block + 1]!);
      } catch (error) {
        problem ??= readProblem(error);
      }
    })();
    return own;
  }

  return {
    streams: true,
    bind(block, next) {
      if (bound !== block) {
        if (reading?.block !== block) reading = begin(block);
        if (!reading.rows) return null;
        backend.writeRows(0, reading.rows.bound);
        bound = block;
        reading = null;
      }
      if (next !== null && next !== bound && reading?.block !== next) reading = begin(next);
      return starts[block]!;
    },
    get waiting() {
      return reading?.settled ?? null;
    },
    get problem() {
      return problem;
    },
    find: (row) => (shown?.row === row ? freeRow : null),
    fetch(row) {
      if (fetching?.row === row) return fetching.settled;
      const own = { row, settled: Promise.resolve() };
      fetching = own;
      own.settled = (async () => {
        try {
          const { bound: rows, targets } = await read(row, row + 1);
          if (fetching !== own) return;
          backend.writeRows(freeRow, rows);
          shown = { row, targets };
        } catch {
          // What cannot be shown stays as it is; training itself says what is wrong.
        } finally {
          if (fetching === own) fetching = null;
        }
      })();
      return own.settled;
    },
    target: (nodeId, row) => (shown?.row === row ? shown.targets.get(nodeId)?.values : undefined),
  };
}

function readProblem(error: unknown): Problem {
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  return {
    code: 'data.read',
    message: `The rows could not be read from disk: ${why}`,
    hint: 'Check the disk, then start again; training goes on from its last checkpoint.',
  };
}
