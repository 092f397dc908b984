// Models to export: networks of given sizes with made-up weights over made-up columns.

/** The same numbers in every run, between −1 and 1. */
function generator() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

/**
 * A trained project: dense layers with `activation` between them and `output` behind the last, whose outputs are classes. Its parameters
 * come apart, packed as the engine process gets them: rows of one block of memory.
 * @param {typeof import('./exportCore.ts')} core
 * @param {{ sizes: number[], activation: string, output: string, name: string }} network
 */
export function trainedNetwork(core, { sizes, activation, output, name }) {
  const next = generator();
  const [inputs = 1, ...layers] = sizes;
  /** @type {Record<string, unknown>[]} */
  const nodes = [{ id: 'in', kind: 'input' }];
  const edges = [];
  /** @type {Record<string, Record<string, Float64Array[] | Float64Array>>} */
  const parameters = {};
  let last = 'in';
  layers.forEach((units, index) => {
    const inFeatures = sizes[index] ?? 1;
    const scale = Math.sqrt(2 / inFeatures);
    const numbers = (/** @type {number} */ count) =>
      Float64Array.from({ length: count }, () => Math.fround(next() * scale));
    const id = `d${index}`;
    nodes.push({ id, kind: 'dense', units });
    edges.push({ from: `${last}.out`, to: `${id}.in` });
    parameters[id] = {
      weights: Array.from({ length: inFeatures }, () => numbers(units)),
      bias: numbers(units),
    };
    last = id;
    const name = index === layers.length - 1 ? output : activation;
    if (name === 'none') return;
    nodes.push({ id: `a${index}`, kind: 'activation', function: name });
    edges.push({ from: `${last}.out`, to: `a${index}.in` });
    last = `a${index}`;
  });
  const loss =
    output === 'sigmoid'
      ? { function: 'meanSquaredError' }
      : { function: 'categoricalCrossEntropy', fromLogits: true };
  nodes.push({ id: 'y', kind: 'target' }, { id: 'loss', kind: 'loss', ...loss });
  edges.push({ from: `${last}.out`, to: 'loss.prediction' }, { from: 'y.out', to: 'loss.target' });
  const columns = [
    ...Array.from({ length: inputs }, (_, i) => ({
      name: `x${i}`,
      role: 'feature',
      type: 'number',
      scaling: 'none',
    })),
    {
      name: 'class',
      role: 'target',
      type: 'category',
      categories: Array.from({ length: sizes.at(-1) ?? 1 }, (_, i) => `c${i}`),
    },
  ];
  const parsed = core.parseProject({
    format: 'neuroloom-project',
    version: 1,
    name,
    graph: { nodes, edges },
    dataset: { source: { kind: 'csv', path: 'made-up.csv' }, columns },
  });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { project: parsed.project, parameters };
}
