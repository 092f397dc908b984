import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { lazyThreads, type StartedThread } from '../core/kernels/wasm/lazyThreads';
import type { ThreadHost } from '../core/kernels/wasm/threads';

/** What the command line needs of the process it runs in, so that a test can run it in its own. */
export interface Host {
  /** Folder that relative paths are meant from. */
  cwd: string;
  stdout: TextSink;
  stderr: TextSink & { isTerminal: boolean };
  nowMs(): number;
  /** Threads to compute with where nothing else is asked for: one for each processor. */
  processors: number;
  /** This many threads for the engine, the calling one counted; null for no others. */
  threads(total: number): ThreadHost | null;
  /** Calls back when the user wants to end a long command; the returned function stops listening. */
  onInterrupt(listener: () => void): () => void;
}

export interface TextSink {
  write(text: string): void;
}

export function processHost(): Host {
  return {
    cwd: process.cwd(),
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
    nowMs: () => performance.now(),
    processors: availableParallelism(),
    threads: (total) => (total > 1 ? lazyThreads(total - 1, startThread) : null),
    onInterrupt(listener) {
      // Once only: a second Ctrl+C ends the process the usual way.
      process.once('SIGINT', listener);
      process.once('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}

function startThread(source: string): StartedThread {
  const worker = new Worker(source, { eval: true });
  // The process ends when its work is done, whatever threads still wait for more.
  worker.unref();
  return worker;
}
