import { once } from 'node:events';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lazyThreads, type StartedThread } from '../core/kernels/wasm/lazyThreads';
import type { ThreadHost } from '../core/kernels/wasm/threads';

const mostTableMemory = 2 * 1024 ** 3;

/** What the command line needs of the process it runs in, so that a test can run it in its own. */
export interface Host {
  /** Folder that relative paths are meant from. */
  cwd: string;
  stdout: TextSink;
  stderr: TextSink & { isTerminal: boolean };
  nowMs(): number;
  /** Threads to compute with where nothing else is asked for: one for each processor. */
  processors: number;
  /** Where tables may lie while a command runs. */
  tablesFolder: string;
  /** For the data engine. */
  memoryLimitBytes: number;
  /** This many threads for the engine, the calling one counted; null for no others. */
  threads(total: number): ThreadHost | null;
  /** Calls back when the user wants to end a long command; the returned function stops listening. */
  onInterrupt(listener: () => void): () => void;
}

export interface TextSink {
  /** Settles when there is room for more. */
  write(text: string): Promise<void> | void;
}

/** The exit code of a command that the user has stopped, as shells have it. */
export const interruptedCode = 130;

export function processHost(): Host {
  return {
    cwd: process.cwd(),
    stdout: { write: (text) => (process.stdout.write(text) ? undefined : drained(process.stdout)) },
    stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
    nowMs: () => performance.now(),
    processors: availableParallelism(),
    tablesFolder: join(tmpdir(), 'neuroloom-tables'),
    memoryLimitBytes: Math.min(totalmem() / 4, mostTableMemory),
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

async function drained(stream: NodeJS.WriteStream): Promise<void> {
  await once(stream, 'drain');
}

function startThread(source: string): StartedThread {
  const worker = new Worker(source, { eval: true });
  // The process ends when its work is done, whatever threads still wait for more.
  worker.unref();
  return worker;
}
