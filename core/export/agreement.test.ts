import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import type { Project } from '../graph/schema';
import { importModel } from '../import';
import { readOnnx } from '../import/onnx/model';
import { nodeKinds } from '../nodes';
import { disagreement, type ModelCase, modelCase, randomModel } from '../testing/arbitraryModel';
import { compileAndLoad } from '../testing/exportedModule';
import { pythonEnv, pythonWith } from '../testing/python';
import { bareHost } from '../testing/runExported';
import { exporters, exportModel } from '.';
import type { ExportFile } from './exportFile';
import { verifyExport } from './verify';

/** The same networks in every run; another number gives others. */
const seed = 20_261_123;
const projects: Project[] = fc.sample(randomModel, { seed, numRuns: 60 });
const cases: ModelCase[] = projects.map((project) => modelCase(project));

/** Held to the engine above, all networks in one program; run one by one where the checks themselves are tested. */
const needsTool = new Set(['c', 'pytorch', 'keras']);

function filesOf(project: Project, format: string, options: object = {}): ExportFile[] {
  const exported = exportModel(project, format, options);
  if (!exported.ok) throw new Error(exported.problem.message);
  return exported.files;
}

function inRows(values: ArrayLike<number>, rows: number): number[][] {
  const width = values.length / rows;
  const all = Array.from(values);
  return Array.from({ length: rows }, (_, row) => all.slice(row * width, (row + 1) * width));
}

function hasCompiler(): boolean {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.info('Skipped: there is no gcc here.');
    return false;
  }
}

/** The worst case, with its place, so that a failure says which network to look at. */
function worst(differences: readonly number[]): { largest: number; at: number } {
  const largest = Math.max(...differences);
  return { largest, at: differences.indexOf(largest) };
}

test('the networks hold every node kind', () => {
  const kinds = new Set(projects.flatMap(({ graph }) => graph.nodes.map((node) => node.kind)));
  expect(kinds).toEqual(new Set(nodeKinds.map(({ kind }) => kind)));
});

describe('random networks with hostile names say what the engine says, rows with missing values included', () => {
  test('TypeScript, compiled as strictly as can be', async () => {
    const sources = Object.fromEntries(
      projects.map((project, index) => {
        const weights = (['automatic', 'base64', 'numbers'] as const)[index % 3];
        return [`m${index}`, filesOf(project, 'typescript', { weights })[0]!.content as string];
      }),
    );
    const modules = await compileAndLoad(sources);
    const differences = cases.map(({ rows, expected }, index) => {
      const module = modules[`m${index}`]!;
      expect(module.selfTest()).toBeLessThan(1e-6);
      return disagreement(inRows(module.predictBatch(Float32Array.from(rows.flat())), rows.length), expected);
    });
    // The result of a batch is in 32 bits, which is all the difference there is.
    expect(worst(differences).largest).toBeLessThan(1e-6);
  });

  test('ONNX, in onnxruntime', async () => {
    const differences: number[] = [];
    for (const { project, rows, expected } of cases) {
      const session = await InferenceSession.create(filesOf(project, 'onnx')[0]!.content as Uint8Array);
      const width = rows[0]!.length;
      const row = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, width]);
      const results = await session.run({ row });
      const heads = session.outputNames.map((name) =>
        inRows(results[name]!.data as Float32Array, rows.length),
      );
      const table = rows.map((_, index) => heads.flatMap((head) => head[index]!));
      differences.push(disagreement(table, expected));
    }
    expect(worst(differences)).toMatchObject({ largest: expect.closeTo(0, 5) });
  });

  test('ONNX with an input for each column, categories as text, in onnxruntime', async () => {
    const differences: number[] = [];
    for (const { project, rows, expected } of cases) {
      const bytes = filesOf(project, 'onnx', { inputs: 'columns' })[0]!.content as Uint8Array;
      const session = await InferenceSession.create(bytes);
      const listed = readOnnx(bytes).properties.get('inputs')!;
      const columns = JSON.parse(listed) as { input: string; name: string; categories?: string[] }[];
      const feeds = Object.fromEntries(
        columns.map(({ input, categories }, place) => {
          const cells = rows.map((row) => row[place]!);
          // A missing category is a text that is none.
          const texts = cells.map((cell) => categories?.[cell] ?? 'none of them');
          const tensor = categories
            ? new Tensor('string', texts, [rows.length, 1])
            : new Tensor('float32', Float32Array.from(cells), [rows.length, 1]);
          return [input, tensor];
        }),
      );
      const results = await session.run(feeds);
      const heads = session.outputNames.map((name) =>
        inRows(results[name]!.data as Float32Array, rows.length),
      );
      const table = rows.map((_, index) => heads.flatMap((head) => head[index]!));
      differences.push(disagreement(table, expected));
    }
    expect(worst(differences)).toMatchObject({ largest: expect.closeTo(0, 5) });
  });

  test('ONNX with an input for each column is checked and read back too', () => {
    for (const project of projects.slice(0, 20)) {
      const files = filesOf(project, 'onnx', { inputs: 'columns' });
      const verification = verifyExport(project, 'onnx', { inputs: 'columns' }, files, bareHost);
      expect(verification).toMatchObject({ status: 'verified' });
      const imported = importModel(files[0]!.content as Uint8Array, 'model.onnx');
      expect(imported.ok && imported.project.encoders).toEqual(project.encoders);
    }
  });

  test.skipIf(!pythonWith('onnx'))('ONNX, found valid by the official checker', () => {
    const folder = mkdtempSync(join(tmpdir(), 'neuroloom-onnx-'));
    try {
      projects.forEach((project, index) => {
        const inputs = index % 2 === 0 ? 'matrix' : 'columns';
        writeFileSync(join(folder, `${index}.onnx`), filesOf(project, 'onnx', { inputs })[0]!.content);
      });
      const script = `import glob, onnx
for path in glob.glob('*.onnx'):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    print(path)`;
      const checked = execFileSync(pythonWith('onnx')!, ['-c', script], { cwd: folder, encoding: 'utf8' });
      expect(checked.trim().split('\n')).toHaveLength(projects.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.skipIf(!hasCompiler())('C99, compiled with every warning an error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'neuroloom-c-'));
    try {
      const inC = cases.slice(0, 40);
      const main: string[] = ['#include <stdio.h>'];
      const calls: string[] = [];
      inC.forEach(({ project, rows, expected }, index) => {
        const type = index % 2 === 0 ? 'float' : 'double';
        const named = { ...project, name: `m${index}` };
        for (const { name, content } of filesOf(named, 'c', { precision: type })) {
          writeFileSync(join(folder, name), content);
        }
        const [width, outputs] = [rows[0]!.length, expected[0]!.length];
        const cells = rows.flat().map((cell) => (Number.isNaN(cell) ? 'NAN' : String(cell)));
        main.push(`#include "m${index}.h"`);
        calls.push(`{
  static const ${type} rows[] = { ${cells.join(', ')} };
  ${type} outputs[${outputs}];
  for (row = 0; row < ${rows.length}; row++) {
    printf("%d", m${index}_predict(rows + row * ${width}, outputs));
    for (i = 0; i < ${outputs}; i++) printf(" %.17g", (double)outputs[i]);
    printf("\\n");
  }
}`);
      });
      main.push('#include <math.h>', `int main(void) { int row, i;\n${calls.join('\n')}\nreturn 0; }`);
      writeFileSync(join(folder, 'main.c'), main.join('\n'));
      const sources = ['main.c', ...inC.map((_, index) => `m${index}.c`)];
      const flags = ['-std=c99', '-Wall', '-Wextra', '-pedantic', '-Werror', '-O1', '-o', 'run'];
      execFileSync('gcc', [...flags, ...sources, '-lm'], { cwd: folder, stdio: 'pipe' });
      const lines = execFileSync(join(folder, 'run'), { encoding: 'utf8' }).trim().split('\n');
      const differences = inC.map(({ rows, expected }, index) => {
        const start = inC.slice(0, index).reduce((sum, each) => sum + each.rows.length, 0);
        const results = lines
          .slice(start, start + rows.length)
          .map((line) => line.split(' ').map((text) => (text.includes('nan') ? Number.NaN : Number(text))));
        // The answer of the function comes first: −1 for a row with a missing value.
        expect(results.map(([code]) => code)).toEqual(
          expected.map(([first]) => (Number.isNaN(first) ? -1 : 0)),
        );
        return disagreement(
          results.map(([, ...outputs]) => outputs),
          expected,
        );
      });
      expect(worst(differences).largest).toBeLessThan(1e-5);
      expect(worst(differences.filter((_, index) => index % 2 === 1)).largest).toBeLessThan(1e-9);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const inPython = [
    ['pytorch', ['torch'], 'rows = torch.tensor(rows)', 'import torch'],
    ['keras', ['keras'], 'rows = numpy.array(rows)', 'import numpy'],
  ] as const;
  for (const [format, modules, toRows, imports] of inPython) {
    test.skipIf(!pythonWith(...modules))(`${format}, run by Python`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'neuroloom-python-'));
      try {
        cases.forEach(({ project, rows }, index) => {
          mkdirSync(join(folder, `m${index}`));
          for (const { name, content } of filesOf(project, format)) {
            writeFileSync(join(folder, `m${index}`, name), content);
          }
          const cells = rows.map((row) => row.map((cell) => (Number.isNaN(cell) ? null : cell)));
          writeFileSync(join(folder, `m${index}`, 'rows.json'), JSON.stringify(cells));
        });
        const script = `import importlib.util, json
${imports}
results = []
for i in range(${cases.length}):
    spec = importlib.util.spec_from_file_location(f'model{i}', f'm{i}/model.py')
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    rows = [[float('nan') if cell is None else cell for cell in row] for row in json.load(open(f'm{i}/rows.json'))]
    ${toRows}
    outputs = model.predict(model.load(), rows).tolist()
    results.append([[None if value != value else value for value in row] for row in outputs])
print(json.dumps(results))`;
        const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1e8, env: pythonEnv } as const;
        const printed = execFileSync(pythonWith(...modules)!, ['-c', script], options);
        const results = JSON.parse(printed.trim().split('\n').at(-1)!) as (number | null)[][][];
        const differences = results.map((table, index) =>
          disagreement(
            table.map((row) => row.map((value) => value ?? Number.NaN)),
            cases[index]!.expected,
          ),
        );
        expect(differences).toHaveLength(cases.length);
        expect(worst(differences).largest).toBeLessThan(1e-5);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  test('everything the program checks itself', () => {
    for (const { format } of exporters) {
      if (needsTool.has(format)) continue;
      for (const project of projects.slice(0, 20)) {
        const verification = verifyExport(project, format, {}, filesOf(project, format), bareHost);
        expect(verification, `${format} ${JSON.stringify(project.graph)}`).toMatchObject({
          status: 'verified',
        });
      }
    }
  });
});
