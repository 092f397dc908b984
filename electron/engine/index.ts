import { cpus, tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import { preferFused } from '../../core/kernels/wasm/arithmetic';
import { lazyThreads, type StartedThread } from '../../core/kernels/wasm/lazyThreads';
import { type FromEngine, type ToEngine, tablesFolderVariable } from '../ipc/engineProcess';
import { internalProblem } from './activeRun';
import { dataReader } from './dataReader';
import { DataStore } from './dataStore';
import { ExportThread } from './exportThread';
import type { SessionHost } from './host';
import { Session } from './session';

// The utility process in which networks are trained: files come from main, commands from the window's own port.

preferFused(setFlagsFromString);
const data = new DataStore(dataReader(process.env[tablesFolderVariable] ?? tmpdir(), cpus().length));
let session: Session | null = null;

// One processor is left to the window, which draws while training runs.
const extraThreads = Math.min(cpus().length - 2, 7);

const exporting = new ExportThread();

const host: SessionHost = {
  now: () => performance.now(),
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  threads: extraThreads > 0 ? lazyThreads(extraThreads, startThread) : null,
  runExport: (job) => exporting.run(job),
  logError: (error) => console.error(error),
};

process.parentPort.on('message', ({ data: message, ports }: { data: ToEngine; ports: MessagePortMain[] }) => {
  switch (message.type) {
    case 'openData':
      void openData(message);
      return;
    case 'closeData':
      data.close(message.dataId);
      return;
    case 'readExport': {
      const part = session?.exported.part(message) ?? null;
      process.parentPort.postMessage({
        type: 'exportPart',
        requestId: message.requestId,
        part,
      } satisfies FromEngine);
      return;
    }
    case 'port': {
      session?.close();
      const port = ports[0];
      session = port ? new Session(port, data, host) : null;
      session?.open();
      return;
    }
    default:
      throw message satisfies never;
  }
});

async function openData({ requestId, dataId, request }: ToEngine & { type: 'openData' }): Promise<void> {
  const answer = (message: FromEngine) => process.parentPort.postMessage(message);
  let outcome: (FromEngine & { type: 'dataOpened' })['outcome'];
  try {
    outcome = await data.open(dataId, request, (progress) => {
      if (requestId !== null) answer({ type: 'dataProgress', requestId, progress });
    });
  } catch (error) {
    host.logError(error);
    outcome = { status: 'failed', problem: internalProblem };
  }
  if (requestId !== null) answer({ type: 'dataOpened', requestId, outcome });
}

function startThread(source: string): StartedThread {
  const worker = new Worker(source, { eval: true });
  worker.on('error', (error) => host.logError(error));
  worker.unref();
  return worker;
}
