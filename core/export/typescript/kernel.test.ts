import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../graph/schema';
import { type DenseLayer, denseProject, generator, layersOf } from '../../testing/denseProject';
import { compileAndLoad } from '../../testing/exportedModule';
import { runCommonJs } from '../../testing/runExported';
import { exportModel } from '..';

function written(project: Project, options: object = {}): string {
  const exported = exportModel(project, 'typescript', { form: 'commonJs', ...options });
  if (!exported.ok) throw new Error(exported.problem.message);
  return exported.files[0]!.content as string;
}

/** Numbers that arithmetic treats in ways of their own, among ordinary ones. */
function oddNumbers(next: () => number, odd: readonly number[]): () => number {
  return () => {
    const kind = next();
    if (kind < 0.3) return 0;
    if (kind < 0.45) return odd[Math.floor(next() * odd.length)]!;
    return (next() - 0.5) * 2 ** Math.floor(next() * 8);
  };
}

const oddWeights = [-0, 1e-45, -3e-42, 1.2e-38, 3.4e38, -3.4e38, 1e30, 1, -1];
const oddInputs = [-0, 5e-324, -1e-310, 1e308, -1.7e308, 1e-200, 3, 255, 2 ** 53 + 2];
const endless = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What every layer comes to, straight from the parameters: for each unit its bias, then input after input. */
function layerByLayer(layers: readonly DenseLayer[], row: readonly number[]): number[] {
  let x = row;
  const all: number[] = [];
  for (const { weights, bias } of layers) {
    const sums = bias.map((start, unit) => {
      let sum = start;
      x.forEach((value, i) => {
        if (value !== 0) sum += value * weights[i]![unit]!;
      });
      return sum;
    });
    all.push(...sums);
    x = sums.map((sum) => Math.max(sum, 0));
  }
  return all;
}

interface Passes {
  hasKernel: boolean;
  layers(row: readonly number[], byKernel: boolean): number[];
}

/** The layers of an exported file, by its module or without. */
function passes(source: string, count: number): Passes {
  const arrays = Array.from({ length: count }, (_, i) => `...layer${i + 1}`).join(', ');
  return runCommonJs(`${source}
    const kept = kernel;
    module.exports = {
      hasKernel: kept !== null,
      layers(row, byKernel) {
        kernel = byKernel ? kept : null;
        input.set(row);
        run();
        return [${arrays}];
      },
    };`) as unknown as Passes;
}

test('WebAssembly, JavaScript and the sums written out agree to the last bit, whatever the sizes and the numbers', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.nat(60), fc.integer({ min: 1, max: 27 }));
  const property = fc.property(sizes, fc.integer(), fc.boolean(), ([inputs, more, last], seed, asNumbers) => {
    const units = Math.ceil(1024 / inputs) + more;
    const next = generator(seed);
    const layers = layersOf([inputs, units, last], oddNumbers(next, oddWeights));
    const source = written(denseProject(layers), { weights: asNumbers ? 'numbers' : 'base64' });
    const file = passes(source, layers.length);
    expect(file.hasKernel).toBe(true);
    for (const odd of [oddInputs, [...oddInputs, ...endless]]) {
      const row = Array.from({ length: inputs }, oddNumbers(next, odd));
      const expected = layerByLayer(layers, row);
      for (const byKernel of [true, false, true]) {
        const given = file.layers(row, byKernel);
        expect(given.findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1);
      }
    }
  });
  fc.assert(property, { numRuns: 60 });
});

test.each([
  [512, 512, true],
  [512, 513, false],
  [300, 63, false],
  [300, 65, true],
])('%i inputs and %i units: the same bits; in 64 bits as well: %s', (inputs, units, isCopied) => {
  const next = generator(3);
  const layers = layersOf([inputs, units, 2], () => next() - 0.5);
  const source = written(denseProject(layers));
  expect(/^ {2}dense\(.*, (\d+)\);/m.exec(source)![1] !== '0').toBe(isCopied);
  const file = passes(source, layers.length);
  const row = Array.from({ length: inputs }, () => Math.max(0, next() - 0.5));
  expect(file.layers(row, true)).toEqual(layerByLayer(layers, row));
});

describe('a file with a module', () => {
  const next = generator(7);
  const project = denseProject(layersOf([30, 40, 5], () => next() - 0.5));
  const source = written(project);
  const rows = Float32Array.from({ length: 8 * 30 }, () => Math.max(0, next() - 0.4));
  const bits = (results: Float32Array) => [...new Uint32Array(results.buffer)];
  const expected = bits(runCommonJs(source).predictBatch(rows));

  /** The file in a host that is prepared by some lines. */
  function inHost(before: string, text = source) {
    const module = { exports: {} as ReturnType<typeof runCommonJs> };
    runInNewContext(`${before}\n${text}\nmodule.exports.hasKernel = kernel !== null;`, { module });
    return module.exports;
  }

  test('uses it where it can', () => {
    expect(inHost('').hasKernel).toBe(true);
  });

  test.each([
    ['no WebAssembly', 'delete globalThis.WebAssembly;'],
    [
      'a policy that forbids it',
      'WebAssembly.Module = class { constructor() { throw new EvalError("no"); } };',
    ],
    [
      'no SIMD',
      'WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("v128"); } };',
    ],
    ['no memory', 'WebAssembly.Memory = class { constructor() { throw new RangeError("memory"); } };'],
  ])('says the same to the last bit on a host with %s', (_, before) => {
    const module = inHost(before);
    expect(module.hasKernel).toBe(false);
    expect(module.selfTest()).toBeLessThan(1e-6);
    expect(bits(module.predictBatch(rows))).toEqual(expected);
  });

  test('is compiled as strictly as can be, by a library that knows of no WebAssembly', async () => {
    const options = [{}, { weights: 'numbers' }, { selfTest: false, batch: false }];
    const sources = options.map((each, i) => [`m${i}`, written(project, { form: 'typescript', ...each })]);
    const { m0, m1, m2 } = await compileAndLoad(Object.fromEntries(sources));
    expect(m0!.selfTest()).toBeLessThan(1e-6);
    for (const module of [m0, m1]) expect(bits(module!.predictBatch(rows))).toEqual(expected);
    const row = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}`, rows[i]!]));
    expect(Float32Array.from(Object.values(m2!.predict(row) as object))).toEqual(
      m0!.predictBatch(rows.slice(0, 30)),
    );
  });

  test('says so where the module comes to other bits', () => {
    const changed = source.replace(
      'return { memory: memory.buffer, dense, relu };',
      'return { memory: memory.buffer, relu, dense: (...at) => { dense(...at); new Float64Array(memory.buffer)[at[4] / 8] += 1e-12; } };',
    );
    expect(changed).not.toBe(source);
    expect(() => inHost('', changed).selfTest()).toThrow(/^Example row 0: WebAssembly gives .*, JavaScript /);
    expect(inHost('delete globalThis.WebAssembly;', changed).selfTest()).toBeLessThan(1e-6);
  });
});

describe('a file has no module', () => {
  const file = (sizes: number[], options: object, next: () => number = () => 0.5) =>
    written(denseProject(layersOf(sizes, next)), options);

  test('where it was not asked for, or no layer is large', () => {
    expect(file([32, 32], {})).toContain('startKernel');
    expect(file([32, 32], { webAssembly: false })).not.toMatch(/kernel|WebAssembly|memory/i);
    expect(file([31, 32], {})).not.toMatch(/kernel|WebAssembly|memory/i);
    expect(file([31, 32], { selfTest: false, batch: false })).not.toMatch(/kernel|WebAssembly|memory/i);
  });

  test('where its weights keep 64 bits', () => {
    const layers = layersOf([32, 32], () => 0.5);
    layers[0]!.weights[3]![3] = 0.1;
    const source = written(denseProject(layers), { weights: 'numbers' });
    expect(source).toContain('new Float64Array([');
    expect(source).not.toMatch(/kernel|WebAssembly|memory/i);
    expect(runCommonJs(source).selfTest()).toBeLessThan(1e-12);
  });
});
