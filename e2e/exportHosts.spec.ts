import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './fixture';
import { root } from './runtime';

const run = promisify(execFile);
const neuroloom = (...args: string[]) =>
  run(process.execPath, [resolve(root, 'out/cli/neuroloom.js'), ...args]);

/** What a host says of the model. */
interface Report {
  /** Whether it runs by WebAssembly there. */
  byModule: boolean;
  selfTest: number;
  /** The predictions of some rows, as the bits of 32-bit floats. */
  bits: number[];
  prediction: number;
}

/** A module of the host's own that asks the model. */
const asks = `import { byModule, predict, predictBatch, rowColumns, selfTest } from './model.js';
export function report() {
  const width = rowColumns.length;
  const rows = Float32Array.from({ length: 20 * width }, (_, i) => Math.max(0, ((i * 7) % 23) - 6));
  const row = Object.fromEntries(rowColumns.map((name, i) => [name, rows[i]]));
  const bits = Array.from(new Uint32Array(predictBatch(rows).buffer));
  return { byModule, selfTest: selfTest(), bits, prediction: predict(row) };
}`;

const scripts: Record<string, string> = {
  '/asks.js': asks,
  '/worker.js': `import { report } from './asks.js';\npostMessage(report());`,
  '/page.js': `import { report } from './asks.js';
globalThis.reports = new Promise((resolve, reject) => {
  const worker = new Worker('./worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => resolve({ page: report(), worker: data });
  worker.onerror = (event) => reject(new Error(event.message ?? 'The worker did not start.'));
});`,
};

/** Serves the model to pages. Under `/strict/` everything comes with a policy that does not allow WebAssembly. */
async function serve(model: string): Promise<{ server: Server; origin: string }> {
  const server = createServer(({ url = '/' }, response) => {
    const strict = url.startsWith('/strict/');
    const path = strict ? url.slice('/strict'.length) : url;
    const script = path === '/model.js' ? model : scripts[path];
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    if (strict) response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'");
    response.end(
      script ?? '<!doctype html><title>Model</title><script type="module" src="./page.js"></script>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/**
 * The diabetes sample with a hidden layer that is wide enough for the module. It is made of sums alone: exponentials differ in their last
 * place from one version of a host to the next.
 */
async function wideNetwork(): Promise<string> {
  const project = JSON.parse(await readFile(resolve(root, 'resources/samples/diabetes.nloom'), 'utf8'));
  const nodes: { kind: string; units?: number; function?: string }[] = project.graph.nodes;
  nodes.find(({ kind }) => kind === 'dense')!.units = 203;
  for (const node of nodes) if (node.kind === 'activation') node.function = 'relu';
  return JSON.stringify(project);
}

test('an exported model gives the same bits in a page, in a worker, under a strict policy and in Node', async ({
  app,
  workDir,
  allowErrors,
}) => {
  // The browser reports what the policy forbids; the model goes on without.
  allowErrors(/WebAssembly.*Content Security Policy/);
  const untrained = join(workDir, 'untrained.nloom');
  const trained = join(workDir, 'trained.nloom');
  const file = join(workDir, 'model.js');
  await writeFile(untrained, await wideNetwork());
  const data = resolve(root, 'resources/samples/diabetes.csv');
  await neuroloom('train', untrained, '--data', data, '--epochs', '2', '--out', trained);
  await neuroloom('export', trained, '--to', 'typescript', '--option', 'form=javascript', '--out', file);

  // The file as it is, and a line that tells whether its module runs.
  const model = `${await readFile(file, 'utf8')}\nexport const byModule = kernel !== null;\n`;
  await writeFile(file, model);
  await writeFile(join(workDir, 'package.json'), '{ "type": "module" }');
  await writeFile(join(workDir, 'asks.js'), asks);
  await writeFile(
    join(workDir, 'print.js'),
    `import { report } from './asks.js';\nconsole.log(JSON.stringify(report()));`,
  );
  const { stdout } = await run(process.execPath, [join(workDir, 'print.js')]);
  const inNode: Report = JSON.parse(stdout);
  expect(inNode.byModule).toBe(true);
  expect(inNode.selfTest).toBeLessThan(1e-6);
  expect(inNode.bits).toHaveLength(20);

  const { server, origin } = await serve(model);
  try {
    for (const [folder, byModule] of [
      ['/', true],
      ['/strict/', false],
    ] as const) {
      const opening = app.waitForEvent('window');
      await app.evaluate(({ BrowserWindow }, url) => {
        // A session of its own: the app's rules are not those of other pages.
        const webPreferences = { sandbox: true, contextIsolation: true, partition: 'exported-model' };
        const window = new BrowserWindow({ show: false, webPreferences });
        return window.loadURL(url);
      }, `${origin}${folder}`);
      const page = await opening;
      const reports = await page.evaluate(
        () => (globalThis as unknown as { reports: Promise<Record<'page' | 'worker', Report>> }).reports,
      );
      const expected = { ...inNode, byModule };
      expect(reports).toEqual({ page: expected, worker: expected });
      await page.close();
    }
  } finally {
    server.close();
  }
});
