import type { Backend, Evaluation } from '../kernels/backend';
import { blockOf } from './epochOrder';
import type { RowAccess } from './rowAccess';

/** Rows that are evaluated before other work gets its turn, where rows are streamed. */
const rowsAtOnce = 4096;

export interface HeldOut {
  /** The first block to read; null where no row is held out. */
  readonly firstBlock: number | null;
  /** Whether the rows that `goOn` needs are there; begins to read them where they are not. */
  ready(next: number | null): boolean;
  /**
   * Goes on with an evaluation; `next` is the block to read after the last one. Returns null while there is more to do, be it that
   * rows are being read or that other work should get its turn.
   */
  goOn(next: number | null): Evaluation | null;
}

/** Evaluates the held-out rows, ascending, block by block, again and again. */
export function createHeldOut(
  backend: Backend,
  access: RowAccess,
  validation: Uint32Array,
  starts: Uint32Array,
): HeldOut {
  const total = validation.length;
  const firstBlock = total > 0 ? blockOf(validation[0]!, starts) : null;
  // Sums over multiples of the backend's pieces do not depend on where the work is interrupted.
  const most = backend.evaluationRows * Math.max(1, Math.floor(rowsAtOnce / backend.evaluationRows));
  let at = 0;
  let soFar: Evaluation = { loss: 0, correct: 0 };

  /** Binds the block of the row at `at`: the backend's row 0, and where the block's held-out rows end. */
  function bind(next: number | null): { base: number; blockEnd: number } | null {
    const block = blockOf(validation[at]!, starts);
    const limit = starts[block + 1]!;
    let blockEnd = at;
    while (blockEnd < total && validation[blockEnd]! < limit) blockEnd += 1;
    const after = blockEnd < total ? blockOf(validation[blockEnd]!, starts) : next;
    const base = access.bind(block, after);
    return base === null ? null : { base, blockEnd };
  }

  return {
    firstBlock,
    ready: (next) => bind(next) !== null,
    goOn(next) {
      while (at < total) {
        const bound = bind(next);
        if (!bound) return null;
        const { base, blockEnd } = bound;
        const end = access.streams ? Math.min(blockEnd, at + most) : blockEnd;
        const rows = validation.subarray(at, end);
        soFar = backend.evaluate(base === 0 ? rows : rows.map((row) => row - base), total, soFar);
        at = end;
        if (access.streams && at < total) return null;
      }
      const result = soFar;
      at = 0;
      soFar = { loss: 0, correct: 0 };
      return result;
    },
  };
}
