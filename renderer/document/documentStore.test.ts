import fc from 'fast-check';
import { autorun } from 'mobx';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DatasetSpec } from '../../core/data/schema';
import { connectionProblem } from '../../core/graph/connect';
import { formatEndpoint } from '../../core/graph/edges';
import { parseProject } from '../../core/graph/project';
import { findNodeKind, nodeKinds } from '../../core/nodes';
import { readFragment } from './clipboard';
import { DocumentStore } from './documentStore';

const dataset: DatasetSpec = {
  source: { kind: 'csv', path: 'flowers.csv' },
  columns: [
    { name: 'length', role: 'feature', type: 'number', scaling: 'standard' },
    { name: 'width', role: 'feature', type: 'number', scaling: 'none' },
    { name: 'species', role: 'target', type: 'category', categories: ['a', 'b', 'c'] },
  ],
  missing: 'drop',
  split: { validation: 0.2, test: 0, stratify: true },
};

/** A step of a random editing session; numbers are reduced to what the document offers at that moment. */
type Edit = { kind: string; a: number; b: number; text: string };

const edits = fc.array(
  fc.record({
    kind: fc.constantFrom(
      ...[
        'add',
        'add',
        'add',
        'connect',
        'connect',
        'connect',
        'disconnect',
        'remove',
        'move',
        'param',
        'param',
      ],
      ...[
        'rename',
        'name',
        'dataset',
        'column',
        'split',
        'training',
        'paste',
        'rewire',
        'liveParam',
        'liveMove',
      ],
    ),
    a: fc.nat(1000),
    b: fc.nat(1000),
    text: fc.string({ maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 24 },
);

function perform(store: DocumentStore, { kind, a, b, text }: Edit): void {
  const { nodes, edges } = store.graph;
  const node = nodes[a % Math.max(1, nodes.length)];
  const other = nodes[b % Math.max(1, nodes.length)];
  const edge = edges[a % Math.max(1, edges.length)];
  switch (kind) {
    case 'add':
      store.addNode(nodeKinds[a % nodeKinds.length]!.kind, { x: a, y: b });
      return;
    case 'connect':
    case 'rewire': {
      const from = node && findNodeKind(node.kind)?.outputs[0];
      const inputs = (other && findNodeKind(other.kind)?.inputs) ?? [];
      const to = inputs[(a + b) % Math.max(1, inputs.length)];
      if (!node || !other || !from || !to) return;
      const ends = [
        { nodeId: node.id, port: from.name },
        { nodeId: other.id, port: to.name },
      ] as const;
      if (connectionProblem(store.graph, ...ends)) return;
      if (kind === 'connect' || !edge) store.connect(...ends);
      else store.rewire(edge, ...ends);
      return;
    }
    case 'disconnect':
      if (edge) store.disconnect([edge]);
      return;
    case 'remove':
      if (node) store.removeNodes([node.id], edge ? [edge] : []);
      return;
    case 'move':
    case 'liveMove':
      if (node) store.moveNodes(new Map([[node.id, { x: a, y: b }]]), { live: kind === 'liveMove' });
      return;
    case 'param':
    case 'liveParam':
      if (node?.kind === 'dense')
        store.setParam(node.id, 'units', 1 + (b % 64), { live: kind === 'liveParam' });
      else if (node?.kind === 'activation') store.setParam(node.id, 'function', a % 2 ? 'relu' : 'softmax');
      else if (node?.kind === 'input') store.setParam(node.id, 'columns', a % 2 ? ['length'] : []);
      return;
    case 'rename':
      if (node) store.rename(node.id, text);
      return;
    case 'name':
      store.setName(text);
      return;
    case 'dataset':
      store.setDataset(a % 3 ? dataset : null);
      return;
    case 'column':
      store.setColumn('width', a % 2 ? { type: 'category', categories: ['1', '2'] } : { role: 'ignore' });
      return;
    case 'split':
      store.setSplit({ validation: (a % 9) / 10 });
      return;
    case 'training':
      store.setTraining(
        a % 2 ? { batchSize: 1 + b } : { optimizer: { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-10 } },
      );
      return;
    case 'paste': {
      const fragment = readFragment(store.copy(new Set([node?.id ?? '', other?.id ?? ''])) ?? '');
      if (fragment) store.paste(fragment, a % 2 ? { x: a, y: b } : undefined);
      return;
    }
    default:
      throw new Error(`unknown edit ${kind}`);
  }
}

describe('undo and redo', () => {
  it('go back and forth through the exact documents, whatever was done', () => {
    fc.assert(
      fc.property(edits, (session) => {
        const store = new DocumentStore();
        const seen = [store.snapshot()];
        for (const edit of session) {
          const before = store.undo.undoLevels;
          perform(store, edit);
          store.commit();
          const steps = store.undo.undoLevels - before;
          expect(steps).toBeLessThanOrEqual(1);
          // A step is recorded exactly where something changed.
          if (steps === 1) seen.push(store.snapshot());
          else expect(store.snapshot()).toEqual(seen.at(-1));
        }
        for (let index = seen.length - 2; index >= 0; index -= 1) {
          store.history.undo();
          expect(store.snapshot()).toEqual(seen[index]);
        }
        expect(store.history.canUndo).toBe(false);
        for (let index = 1; index < seen.length; index += 1) {
          store.history.redo();
          expect(store.snapshot()).toEqual(seen[index]);
        }
        expect(store.history.canRedo).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('keep a document that can always be saved and read back', () => {
    fc.assert(
      fc.property(edits, (session) => {
        const store = new DocumentStore();
        for (const edit of session) perform(store, edit);
        const read = parseProject(JSON.parse(JSON.stringify(store.snapshot())));
        expect(read).toEqual({ ok: true, project: store.snapshot() });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the document', () => {
  let store: DocumentStore;

  beforeEach(() => {
    store = new DocumentStore();
  });

  it('gives a new node the defaults of its kind and an id that was never used', () => {
    const id = store.addNode('dense', { x: 8, y: 16 });
    expect(store.graph.nodes[0]).toMatchObject({
      id: 'dense1',
      kind: 'dense',
      units: 8,
      position: { x: 8, y: 16 },
    });
    store.removeNodes([id]);
    expect(store.addNode('dense', { x: 0, y: 0 })).toBe('dense2');
  });

  it('adds a node and its wire as one step', () => {
    const first = store.addNode('dense', { x: 0, y: 0 });
    store.addNode('activation', { x: 1, y: 1 }, { wireFrom: { nodeId: first, port: 'out' } });
    expect(store.graph.edges).toEqual([{ from: 'dense1.out', to: 'activation1.in' }]);
    store.history.undo();
    expect(store.graph.nodes).toHaveLength(1);
    expect(store.graph.edges).toEqual([]);
  });

  it('replaces the wire of a port that takes one, and keeps those of a port that takes many', () => {
    const [a, b] = [store.addNode('dense', { x: 0, y: 0 }), store.addNode('dense', { x: 0, y: 0 })];
    const [one, many] = [store.addNode('activation', { x: 0, y: 0 }), store.addNode('add', { x: 0, y: 0 })];
    for (const from of [a, b]) {
      store.connect({ nodeId: from, port: 'out' }, { nodeId: one, port: 'in' });
      store.connect({ nodeId: from, port: 'out' }, { nodeId: many, port: 'in' });
    }
    const into = (id: string) => store.graph.edges.filter((edge) => edge.to === formatEndpoint(id, 'in'));
    expect(into(one)).toEqual([{ from: `${b}.out`, to: `${one}.in` }]);
    expect(into(many)).toHaveLength(2);
  });

  it('takes typing and scrubbing as one step, which can be undone before it is over', () => {
    const id = store.addNode('dense', { x: 0, y: 0 });
    for (const units of [1, 12, 128]) store.setParam(id, 'units', units, { live: true });
    expect(store.history.undoLabel).toBe('Change units');
    store.history.undo();
    expect(store.node(id)?.units).toBe(8);
    store.history.redo();
    expect(store.node(id)?.units).toBe(128);
  });

  it('starts a new step when another field is changed', () => {
    const id = store.addNode('dense', { x: 0, y: 0 });
    store.setParam(id, 'units', 2, { live: true });
    store.setParam(id, 'l2', 0.5, { live: true });
    store.history.undo();
    expect(store.node(id)).toMatchObject({ units: 2, l2: 0 });
  });

  it('refuses what the schema refuses, says why, and changes nothing', () => {
    const id = store.addNode('dense', { x: 0, y: 0 });
    const before = store.snapshot();
    expect(store.setParam(id, 'units', 0)).toBe('Must be at least 1.');
    expect(store.setParam(id, 'units', 70_000)).toBe('Must be at most 65,536.');
    expect(store.setParam(id, 'units', 2.5)).toBe('Must be a whole number.');
    expect(store.setParam(id, 'units', 'many')).toBe('Must be a number.');
    expect(store.setParam(id, 'weightInitializer', { kind: 'normal', deviation: -1 })).toBe(
      'Must be at least 0.',
    );
    expect(store.setTraining({ batchSize: 0 })).toBe('Must be at least 1.');
    expect(store.snapshot()).toBe(before);
    expect(store.undo.undoLevels).toBe(1);
  });

  it('fills in the fields of a chosen variant', () => {
    const id = store.addNode('dense', { x: 0, y: 0 });
    expect(store.setParam(id, 'weightInitializer', { kind: 'normal' })).toBeNull();
    expect(store.graph.nodes[0]?.weightInitializer).toEqual({ kind: 'normal', mean: 0, deviation: 0.05 });
  });

  it('drops the fields of a column’s old type with the type', () => {
    store.setDataset(dataset);
    store.setColumn('length', { type: 'category', categories: ['x'] });
    expect(store.dataset?.columns[0]).toEqual({
      name: 'length',
      role: 'feature',
      type: 'category',
      categories: ['x'],
    });
  });

  it('is dirty exactly while it differs from what was saved', () => {
    expect(store.dirty).toBe(false);
    store.addNode('dense', { x: 0, y: 0 });
    expect(store.dirty).toBe(true);
    store.markSaved();
    expect(store.dirty).toBe(false);
    store.history.undo();
    expect(store.dirty).toBe(true);
    store.history.redo();
    expect(store.dirty).toBe(false);
  });

  it('keeps trained values out of itself and forgets the history of another document', () => {
    store.addNode('dense', { x: 0, y: 0 });
    store.load({ ...store.snapshot(), name: 'Other', parameters: { dense1: { bias: [1] } } });
    expect(store.snapshot().parameters).toBeUndefined();
    expect(store.project.name).toBe('Other');
    expect([store.history.canUndo, store.dirty]).toEqual([false, false]);
    store.setName('Third');
    store.history.undo();
    expect(store.project.name).toBe('Other');
  });
});

describe('the analysis', () => {
  it('is made anew for an edit that matters, and not for moving a node', () => {
    const store = new DocumentStore();
    let compiled = 0;
    const stop = autorun(() => {
      expect(store.analysis.problems).toBeDefined();
      compiled += 1;
    });
    const id = store.addNode('dense', { x: 0, y: 0 });
    expect(compiled).toBe(2);
    store.moveNodes(new Map([[id, { x: 400, y: 80 }]]));
    store.setName('Elsewhere');
    store.history.undo();
    store.history.undo();
    expect(compiled).toBe(2);
    store.setParam(id, 'units', 3);
    expect(compiled).toBe(3);
    stop();
  });

  it('tells a card only what changed on it', () => {
    const store = new DocumentStore();
    store.setDataset(dataset);
    const [input, dense, alone] = ['input', 'dense', 'dense'].map((kind) =>
      store.addNode(kind, { x: 0, y: 0 }),
    );
    let drawn = 0;
    const stop = autorun(() => {
      store.factsOf(alone!);
      drawn += 1;
    });
    store.connect({ nodeId: input!, port: 'out' }, { nodeId: dense!, port: 'in' });
    store.setParam(dense!, 'units', 5);
    expect(store.factsOf(dense!)).toMatchObject({ features: 5, parameters: 2 * 5 + 5 });
    expect(drawn).toBe(1);
    store.setParam(alone!, 'units', 4);
    expect(drawn).toBe(2);
    stop();
  });
});
