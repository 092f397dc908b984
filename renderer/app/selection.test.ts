import { beforeEach, describe, expect, it } from 'vitest';
import { DocumentStore } from '../document/documentStore';
import { deleteSelection, keepSelectionTrue, nudgeSelection } from './selection';
import { UiStore } from './uiStore';

describe('the selection', () => {
  let document: DocumentStore;
  let ui: UiStore;
  let first: string;
  let second: string;

  beforeEach(() => {
    document = new DocumentStore();
    ui = new UiStore();
    first = document.addNode('dense', { x: 0, y: 0 });
    second = document.addNode('activation', { x: 300, y: 0 }, { wireFrom: { nodeId: first, port: 'out' } });
  });

  it('is deleted with its wires as one step', () => {
    ui.select([second], [`${first}.out->${second}.in`]);
    deleteSelection({ document, ui });
    expect([document.graph.nodes.length, document.graph.edges.length, ui.selectedNodes.size]).toEqual([
      1, 0, 0,
    ]);
    document.history.undo();
    expect([document.graph.nodes.length, document.graph.edges.length]).toEqual([2, 1]);
  });

  it('moves with the arrow keys, one step for all presses until the key is let go', () => {
    ui.select([first]);
    expect(nudgeSelection({ document, ui }, 'ArrowRight', false)).toBe(true);
    nudgeSelection({ document, ui }, 'ArrowRight', false);
    nudgeSelection({ document, ui }, 'ArrowDown', true);
    expect(document.node(first)?.position).toEqual({ x: 16, y: 1 });
    expect(document.node(second)?.position).toEqual({ x: 300, y: 0 });
    document.commit();
    document.history.undo();
    expect(document.node(first)?.position).toEqual({ x: 0, y: 0 });
    expect(nudgeSelection({ document, ui }, 'Enter', false)).toBe(false);
  });

  it('forgets what an undo or another document takes away', () => {
    const stop = keepSelectionTrue(ui, document);
    const third = document.addNode('dense', { x: 0, y: 0 });
    ui.selectNeuron(third, 2);
    ui.setSelected('node', first, true);
    document.history.undo();
    expect([[...ui.selectedNodes], ui.neuron, ui.onlyNode]).toEqual([[first], null, first]);
    ui.select([first], [`${first}.out->${second}.in`]);
    document.load(new DocumentStore().snapshot());
    expect([ui.selectedNodes.size, ui.selectedEdges.size]).toEqual([0, 0]);
    stop();
  });
});
