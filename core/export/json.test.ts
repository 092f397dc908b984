import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Project } from '../graph/schema';
import { randomModel } from '../testing/arbitraryModel';
import { readCsv } from '../testing/readCsv';
import { projectFrom, trainProject } from '../testing/trained';
import { exportModel } from '.';
import { parseModel } from './json';
import { documentedModelSchema } from './modelSchema';
import { moduleName } from './moduleName';

const table = readCsv('a,colour,kind\n1,red,x\n2,blue,y\n3,red,x\n4,blue,y\n');
let project: Project;

beforeAll(() => {
  const untrained = projectFrom({
    name: 'Colours',
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'out', kind: 'dense', units: 2 },
        { id: 'y', kind: 'target' },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy', fromLogits: true },
      ],
      edges: [
        { from: 'in.out', to: 'out.in' },
        { from: 'out.out', to: 'loss.prediction' },
        { from: 'y.out', to: 'loss.target' },
      ],
    },
    dataset: {
      source: { kind: 'csv', path: '/home/somebody/private/colours.csv' },
      columns: [
        { name: 'a', role: 'feature', type: 'number', scaling: 'standard' },
        { name: 'colour', role: 'feature', type: 'category', categories: ['blue', 'red'] },
        { name: 'kind', role: 'target', type: 'category', categories: ['x', 'y'] },
      ],
    },
  });
  project = trainProject(untrained, table, 2);
});

function exported() {
  const result = exportModel(project, 'json');
  if (!result.ok) throw new Error(result.problem.message);
  const [file] = result.files;
  return { text: file!.content as string, fileName: file!.name };
}

describe('the exported JSON', () => {
  test('says what goes in, what comes out, and how', () => {
    const { text, fileName } = exported();
    expect(fileName).toBe('colours.json');
    expect(JSON.parse(text)).toMatchObject({
      format: 'neuroloom-model',
      version: 1,
      generator: 'Neuroloom',
      name: 'Colours',
      source: 'colours.csv',
      inputs: [{ node: 'in', columns: ['a', 'colour'], features: 3 }],
      encoders: [
        { name: 'a', offset: expect.any(Number) },
        { categories: ['blue', 'red'] },
        { categories: ['x', 'y'] },
      ],
      heads: [{ loss: 'loss', prediction: 'out', link: 'softmax', task: 'classes', outputs: ['x', 'y'] }],
      metrics: { epoch: 2 },
    });
  });

  test('tells nothing about the machine it was made on', () => {
    expect(exported().text).not.toContain('somebody');
  });

  test('is read back with every number the same', () => {
    const parsed = parseModel(JSON.parse(exported().text));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    expect(parsed.model.parameters).toEqual(project.parameters);
    expect(parsed.model.encoders).toEqual(project.encoders);
    expect(parsed.model.graph).toEqual(project.graph);
    expect(parsed.model.training).toEqual(project.training);
  });

  test('is refused with a reason when it is something else', () => {
    const codeOf = (json: unknown) => {
      const parsed = parseModel(json);
      return parsed.ok ? null : parsed.problem.code;
    };
    expect(codeOf(null)).toBe('model.format');
    expect(codeOf({ format: 'neuroloom-project' })).toBe('model.format');
    expect(codeOf({ format: 'neuroloom-model', version: 2 })).toBe('model.version');
    expect(codeOf({ ...JSON.parse(exported().text), heads: 3 })).toBe('model.field');
  });

  // After a change of the schema: npx vitest run core/export --update
  test('is documented by resources/neuroloom-model.schema.json', async () => {
    const schema = z.toJSONSchema(documentedModelSchema);
    const path = resolve(import.meta.dirname, '../../resources/neuroloom-model.schema.json');
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(path);
    // Every field that is exported is described, and no other.
    const model = JSON.parse(exported().text);
    expect(Object.keys(schema.properties!).toSorted()).toEqual(Object.keys(model).toSorted());
    expect(documentedModelSchema.strict().parse(model)).toEqual(model);
  });

  test('is valid by that schema, as a validator of somebody else reads it', () => {
    const path = resolve(import.meta.dirname, '../../resources/neuroloom-model.schema.json');
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    for (const random of fc.sample(randomModel, { seed: 5, numRuns: 30 })) {
      const result = exportModel(random, 'json');
      if (!result.ok) throw new Error(result.problem.message);
      const model = JSON.parse(result.files[0]!.content as string);
      expect(validate(model), JSON.stringify(validate.errors)).toBe(true);
      // The validator does look.
      const { nodes } = model.graph;
      for (const wrong of [
        { ...model, version: 2 },
        { ...model, precision: 'float16' },
        { ...model, heads: [{ ...model.heads[0], task: 'guess' }] },
        { ...model, graph: { ...model.graph, nodes: [{ ...nodes[0], id: 3 }] } },
        { ...model, parameters: { a: { weights: 'none' } } },
        { ...model, encoders: undefined },
      ]) {
        expect(validate(JSON.parse(JSON.stringify(wrong)))).toBe(false);
      }
    }
  });
});

test.each([
  ['Iris', 'iris'],
  ['Café à la carte (2)', 'cafe-a-la-carte-2'],
  ['../../etc/passwd', 'etc-passwd'],
  ['con', 'model-con'],
  ['名前', 'model'],
  ['', 'model'],
])('a project called %j becomes the file %j', (name, file) => {
  expect(moduleName(name)).toBe(file);
});
