import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckedExport } from '../../core/export/verify';
import { isNumberBlock } from '../../core/train/numbers';
import type { ExportJob } from './exportJob';

/**
 * Exports in a thread of its own, one at a time: who asks for another format no longer wants the one before, which ends at once.
 * Rejects where the thread fails.
 */
export class ExportThread {
  #cancel: (() => void) | null = null;

  run(job: ExportJob): Promise<CheckedExport> {
    this.#cancel?.();
    const worker = new Worker(join(__dirname, 'exportWorker.js'));
    return new Promise<CheckedExport>((resolve, reject) => {
      this.#cancel = () => resolve(replaced);
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The export thread ended with code ${code}.`)));
      worker.postMessage(job, blocksOf(job));
    }).finally(() => {
      // It has answered, or nobody waits for it any more.
      void worker.terminate();
    });
  }
}

const replaced: CheckedExport = {
  ok: false,
  problem: { code: 'export.replaced', message: 'Another export was asked for meanwhile.' },
};

/** The blocks of memory that the parameters stand in: they go over as they are. */
function blocksOf({ parameters }: ExportJob): ArrayBuffer[] {
  const rows = Object.values(parameters).flatMap((node) => Object.values(node).flat());
  return [...new Set(rows.flatMap((row) => (isNumberBlock(row) ? [row.buffer] : [])))];
}
