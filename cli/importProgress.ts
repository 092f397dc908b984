import type { ImportProgress } from '../core/data/summary';
import { figure, whole } from './format';
import type { Host } from './host';

/** Smaller files are read before anybody could wait for them. */
const quietBytes = 20_000_000;
const redrawMs = 100;

/** How far a large file has been read, on stderr: a line that is redrawn on a terminal, else one for every quarter of the way. */
export function createImportProgress({ stderr, nowMs }: Host, shown: string) {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let lastQuarter = 0;

  return {
    show({ bytes, bytesDone, rows, megabytesPerSecond }: ImportProgress): void {
      if (bytes < quietBytes) return;
      const share = bytesDone / bytes;
      const text = `reading "${shown}" · ${whole(Math.floor(100 * share))} % · ${whole(rows)} rows · ${figure(megabytesPerSecond)} MB/s`;
      if (stderr.isTerminal) {
        if (nowMs() - drawnAtMs < redrawMs) return;
        drawnAtMs = nowMs();
        stderr.write(`\r\u001b[K${text}`);
        return;
      }
      const quarter = Math.floor(4 * share);
      if (quarter <= lastQuarter) return;
      lastQuarter = quarter;
      stderr.write(`${text}\n`);
    },

    /** Takes the line away. */
    end(): void {
      if (stderr.isTerminal && drawnAtMs > Number.NEGATIVE_INFINITY) stderr.write('\r\u001b[K');
      drawnAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
