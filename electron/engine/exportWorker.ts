import { parentPort, type TransferListItem } from 'node:worker_threads';
import { type ExportJob, runExport } from './exportJob';

// The thread in which a network is exported and the result is run: training goes on in its own meanwhile.

parentPort?.once('message', (job: ExportJob) => {
  const result = runExport(job);
  const files = result.ok ? result.files : [];
  const bytes = files.flatMap(({ content }): TransferListItem[] =>
    typeof content === 'string' ? [] : [content.buffer],
  );
  parentPort?.postMessage(result, bytes);
});
