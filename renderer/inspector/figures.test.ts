import { describe, expect, it } from 'vitest';
import { DocumentStore } from '../document/documentStore';
import { parameterFormula, shapeFigures } from './figures';

/** 4 → dense 8 → loss against 8 target columns. */
function wired() {
  const store = new DocumentStore();
  const column = (name: string, role: 'feature' | 'target') =>
    ({ name, role, type: 'number', scaling: 'none' }) as const;
  store.setDataset({
    source: { kind: 'csv', path: 'd.csv' },
    columns: [
      ...['a', 'b', 'c', 'd'].map((name) => column(name, 'feature')),
      ...[...'12345678'].map((name) => column(name, 'target')),
    ],
    missing: 'drop',
    split: { validation: 0.2, test: 0, stratify: true },
  });
  const add = (kind: string) => store.addNode(kind, { x: 0, y: 0 });
  const [input, dense, target, loss] = [add('input'), add('dense'), add('target'), add('loss')];
  const wire = (from: string, to: string, port: string) =>
    store.connect({ nodeId: from, port: 'out' }, { nodeId: to, port });
  wire(input, dense, 'in');
  wire(dense, loss, 'prediction');
  wire(target, loss, 'target');
  return { store, dense, loss };
}

describe('figures of a node', () => {
  it('writes the parameter count as it comes about', () => {
    const { store, dense, loss } = wired();
    const formula = (id: string) =>
      parameterFormula(store.analysis.plan, id, store.analysis.parameterCounts.get(id));
    expect(store.analysis.problems).toEqual([]);
    expect(formula(dense)).toBe('4 × 8 + 8 = 40');
    expect(formula(loss)).toBeNull();
    store.setParam(dense, 'bias', false);
    expect(formula(dense)).toBe('4 × 8 = 32');
  });

  it('gives the plain count while there is no plan', () => {
    const { store, dense } = wired();
    store.addNode('dense', { x: 0, y: 0 });
    expect(store.analysis.plan).toBeNull();
    expect(parameterFormula(null, dense, store.analysis.parameterCounts.get(dense))).toBe('40');
  });

  it('names what arrives at each port, and what leaves', () => {
    const { store, dense, loss } = wired();
    expect(shapeFigures(store.analysis, dense, [{ name: 'in', label: 'Input' }])).toEqual([
      { label: 'Input', value: '[batch, 4] from Input' },
      { label: 'Output', value: '[batch, 8]' },
    ]);
    const ports = [
      { name: 'prediction', label: 'Prediction' },
      { name: 'target', label: 'Target' },
    ];
    expect(shapeFigures(store.analysis, loss, ports)).toEqual([
      { label: 'Prediction', value: '[batch, 8] from Dense' },
      { label: 'Target', value: '[batch, 8] from Target' },
    ]);
  });
});
