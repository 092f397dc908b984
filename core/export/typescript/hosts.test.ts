import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { denseProject, generator, layersOf } from '../../testing/denseProject';
import { exportModel } from '..';

// Pages and their workers are tested in the real window: e2e/exportHosts.spec.ts.

interface Report {
  byModule: boolean;
  selfTest: number;
  bits: number[];
}

/** The module that asks the model, next to which it lies. */
const asks = (model: string) => `import { byModule, predictBatch, selfTest } from './${model}';
const rows = Float32Array.from({ length: 6 * 40 }, (_, i) => Math.max(0, ((i * 7) % 23) - 6));
export const report = { byModule, selfTest: selfTest(), bits: Array.from(new Uint32Array(predictBatch(rows).buffer)) };
`;

function hasDeno(): boolean {
  try {
    execFileSync('deno', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.info('Skipped: there is no deno here.');
    return false;
  }
}

describe('an exported file', () => {
  let folder: string;
  let inNode: Report;
  const put = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'neuroloom-hosts-'));
    const next = generator(3);
    const project = denseProject(layersOf([40, 50, 7], () => next() - 0.5));
    for (const [form, name] of [
      ['typescript', 'model.ts'],
      ['javascript', 'model.mjs'],
    ] as const) {
      const exported = exportModel(project, 'typescript', { form });
      if (!exported.ok) throw new Error(exported.problem.message);
      // The file as it is, and a line that tells whether its module runs.
      put(name, `${exported.files[0]!.content}\nexport const byModule = kernel !== null;\n`);
    }
    const path = put('asks.mjs', asks('model.mjs'));
    inNode = ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { report: Report }).report;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('runs in Node', () => {
    expect(inNode.byModule).toBe(true);
    expect(inNode.selfTest).toBeLessThan(1e-6);
    expect(inNode.bits).toHaveLength(6 * 7);
  });

  test('says the same in a worker thread', async () => {
    const path = put(
      'worker.mjs',
      `import { parentPort } from 'node:worker_threads';\nimport { report } from './asks.mjs';\nparentPort.postMessage(report);`,
    );
    const worker = new Worker(path);
    try {
      const report = await new Promise((resolve, reject) =>
        worker.on('message', resolve).on('error', reject),
      );
      expect(report).toEqual(inNode);
    } finally {
      await worker.terminate();
    }
  });

  test.skipIf(!hasDeno())('says the same in Deno, from TypeScript that it finds no fault with', () => {
    const path = put('deno.ts', `${asks('model.ts')}console.log(JSON.stringify(report));\n`);
    const deno = (...args: string[]) => execFileSync('deno', args, { encoding: 'utf8', stdio: 'pipe' });
    expect(() => deno('check', '--no-config', path)).not.toThrow();
    expect(JSON.parse(deno('run', '--no-config', '--no-remote', path))).toEqual(inNode);
  });
});
