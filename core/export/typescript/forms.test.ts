import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../../graph/schema';
import type { ExportedModule } from '../../testing/exportedModule';
import { readCsv } from '../../testing/readCsv';
import { bareHost, runCommonJs } from '../../testing/runExported';
import { projectFrom, trainProject } from '../../testing/trained';
import { exportModel } from '..';
import { trainedModel } from '../model';
import { engineOutputs, largestDifference, sampleRows } from '../sampleRows';
import { verifyExport } from '../verify';

const table = readCsv(
  `a,"it's */ \`\${x}\`",kind,size\n${Array.from({ length: 12 }, (_, i) => `${i / 3},${'uvw'[i % 3]},${i % 2 ? 'odd' : 'even'},${i * i}`).join('\n')}\n`,
);

/** Two heads: a class by softmax, and a scaled number. `units` decides whether it is small enough for formulas. */
function network(units: number): Project {
  const project = projectFrom({
    name: 'Two heads',
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'hidden', kind: 'dense', units },
        { id: 'bend', kind: 'activation', function: 'swish' },
        { id: 'class', kind: 'dense', units: 2 },
        { id: 'soft', kind: 'activation', function: 'softmax' },
        { id: 'number', kind: 'dense', units: 1, bias: false },
        { id: 'y', kind: 'target', columns: ['kind'] },
        { id: 'z', kind: 'target', columns: ['size'] },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
        { id: 'loss2', kind: 'loss' },
      ],
      edges: [
        ...[
          ['in.out', 'hidden.in'],
          ['hidden.out', 'bend.in'],
          ['bend.out', 'class.in'],
          ['class.out', 'soft.in'],
        ],
        ...[
          ['bend.out', 'number.in'],
          ['soft.out', 'loss.prediction'],
          ['y.out', 'loss.target'],
        ],
        ...[
          ['number.out', 'loss2.prediction'],
          ['z.out', 'loss2.target'],
        ],
      ].map(([from, to]) => ({ from, to })),
    },
    dataset: {
      source: { kind: 'csv', path: 'x.csv' },
      columns: [
        { name: 'a', role: 'feature', type: 'number', scaling: 'standard' },
        { name: table.columns[1]!.name, role: 'feature', type: 'category', categories: ['u', 'v', 'w'] },
        { name: 'kind', role: 'target', type: 'category', categories: ['even', 'odd'] },
        { name: 'size', role: 'target', type: 'number', scaling: 'standard' },
      ],
    },
  });
  return trainProject(project, table, 3);
}

const projects = { formulas: network(5), layers: network(200), withModule: network(300) };
const forms = ['typescript', 'javascript', 'commonJs'] as const;
const weights = ['automatic', 'base64', 'numbers'] as const;

function written(project: Project, options: object): string {
  const exported = exportModel(project, 'typescript', options);
  if (!exported.ok) throw new Error(exported.problem.message);
  return exported.files[0]!.content as string;
}

/** A file whose weights are numbers, the first of them changed. */
function withOtherWeight(source: string): string {
  return source.replace(
    /(const \w+Weights = (?:new Float(?:32|64)Array\(|inMemory\(\d+, )\[\s*)(-?[\d.]+)/,
    '$19',
  );
}

describe.each(Object.entries(projects))('%s', (_name, project) => {
  const trained = trainedModel(project);
  if (!trained.ok) throw new Error(trained.problem.message);
  const rows = sampleRows(trained.model, 20);
  const expected = engineOutputs(trained.model, rows);

  test.each(weights)('predictBatch and selfTest say what the engine says: weights %s', (choice) => {
    const module = runCommonJs(written(project, { form: 'commonJs', weights: choice }));
    const results = module.predictBatch(Float32Array.from(rows.flat()));
    const table = rows.map((_, row) => results.subarray(3 * row, 3 * row + 3));
    expect(largestDifference(table, expected)).toBeLessThan(1e-6);
    expect(module.selfTest()).toBeLessThan(1e-6);
    expect([...module.rowColumns]).toEqual(['a', project.dataset!.columns[1]!.name]);
    expect([...module.outputNames]).toEqual(['even', 'odd', 'size']);
  });

  test('a row with a missing value or an unknown category gives NaN, and leaves the others alone', () => {
    const { predictBatch } = runCommonJs(written(project, { form: 'commonJs' }));
    const [good] = rows;
    const bad = [
      [Number.NaN, 1],
      [1, Number.NaN],
      [1, 3],
      [1, 0.5],
    ];
    const results = predictBatch(Float32Array.from([...bad.flat(), ...good!]));
    expect([...results.subarray(0, 12)]).toEqual(Array(12).fill(Number.NaN));
    expect(largestDifference([results.subarray(12)], [expected[0]!])).toBeLessThan(1e-6);
    expect(() => predictBatch(new Float32Array(3))).toThrow('Every row needs 2 numbers, but 3 do not');
  });

  test('the module forms are the same file without types', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'neuroloom-forms-'));
    try {
      const path = join(folder, 'model.mjs');
      writeFileSync(path, written(project, { form: 'javascript' }));
      const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as ExportedModule;
      expect(module.selfTest()).toBeLessThan(1e-6);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('the self-test notices weights that were changed', () => {
    const source = written(project, { form: 'commonJs', weights: 'numbers' });
    const changed = withOtherWeight(source);
    expect(changed).not.toBe(source);
    expect(() => runCommonJs(changed).selfTest()).toThrow(/^Example row \d: output \d is .*, expected/);
  });

  test('choices leave out what was not asked for', () => {
    const source = written(project, { batch: false, selfTest: false });
    expect(source).not.toMatch(/predictBatch|selfTest|collect|exampleRows/);
  });

  test('is verified by the program itself', () => {
    const options = { form: 'typescript' };
    const exported = exportModel(project, 'typescript', options);
    if (!exported.ok) throw new Error(exported.problem.message);
    const verification = verifyExport(project, 'typescript', options, exported.files, bareHost);
    expect(verification).toMatchObject({ status: 'verified', rows: 64 });
    const broken = {
      ...bareHost,
      runCommonJs: (source: string | Uint8Array) => runCommonJs(withOtherWeight(String(source))),
    };
    const failed = verifyExport(project, 'typescript', { weights: 'numbers' }, exported.files, broken);
    expect(failed.status).toBe('failed');
  });
});

test('small networks are formulas, large ones layers', () => {
  expect(written(projects.formulas, {})).toContain('const denseOutput_0 = ');
  expect(written(projects.layers, {})).toContain(
    'dense(input, denseWeights, denseBias, denseOutput); // [200]',
  );
});

describe('lint', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'neuroloom-lint-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('every form is clean under the recommended rules', () => {
    for (const [name, project] of Object.entries(projects)) {
      for (const form of forms) {
        for (const choice of weights) {
          const extension = { typescript: 'ts', javascript: 'js', commonJs: 'cjs' }[form];
          writeFileSync(
            join(folder, `${name}-${choice}.${extension}`),
            written(project, { form, weights: choice }),
          );
        }
      }
    }
    const biome = resolve(import.meta.dirname, '../../../node_modules/@biomejs/biome/bin/biome');
    const lint = () =>
      execFileSync(process.execPath, [biome, 'lint', '--error-on-warnings', '.'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(lint).not.toThrow();
    // The linter does look.
    writeFileSync(join(folder, 'bad.ts'), 'var a = 1; a == 2;');
    expect(lint).toThrow();
  });
});
