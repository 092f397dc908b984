import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ProjectJob, ProjectJobResult } from './projectJob';

/** Does it in a thread of its own; rejects where the thread fails. */
export function inProjectThread<J extends ProjectJob>(
  job: J,
): Promise<Extract<ProjectJobResult, { type: J['type'] }>> {
  const worker = new Worker(join(__dirname, 'projectWorker.js'));
  return new Promise<Extract<ProjectJobResult, { type: J['type'] }>>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The project thread ended with code ${code}.`)));
    worker.postMessage(job, job.type === 'write' ? [job.numbers] : []);
  }).finally(() => {
    void worker.terminate();
  });
}
