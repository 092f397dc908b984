import { Worker } from 'node:worker_threads';
import { nodeThreadSource, type ThreadHost } from '../kernels/wasm/threads';

/** Threads of Node for the engine; `close` ends them. */
export function nodeThreads(count: number): ThreadHost & { close(): Promise<void> } {
  const workers = Array.from({ length: count }, () => new Worker(nodeThreadSource, { eval: true }));
  return {
    count,
    invite: (index, invitation) => workers[index]!.postMessage(invitation),
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
