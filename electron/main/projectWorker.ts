import { parentPort } from 'node:worker_threads';
import { type ProjectJob, runProjectJob } from './projectJob';

// The thread in which the file of a large project is read or written: the app answers meanwhile.

parentPort?.once('message', async (job: ProjectJob) => {
  const result = await runProjectJob(job);
  const numbers = result.type === 'read' && result.read.ok ? result.read.numbers : undefined;
  parentPort?.postMessage(result, numbers ? [numbers] : []);
});
