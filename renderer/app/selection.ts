import { reaction } from 'mobx';
import { edgeKey } from '../../core/graph/edges';
import type { DocumentStore } from '../document/documentStore';
import type { UiStore } from './uiStore';

interface Selecting {
  document: DocumentStore;
  ui: UiStore;
}

/** Deletes the selected nodes and wires, as one step. */
export function deleteSelection({ document, ui }: Selecting): void {
  const edges = document.graph.edges.filter((edge) => ui.selectedEdges.has(edgeKey(edge)));
  if (ui.selectedNodes.size === 0 && edges.length === 0) return;
  document.removeNodes(ui.selectedNodes, edges);
  ui.select([]);
}

/** What the arrow keys move by: one grid cell, with Shift a single pixel. */
const nudge = { coarse: 8, fine: 1 };

const directions: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Moves the selected nodes with an arrow key. Presses join one step until `document.commit`. False for another key. */
export function nudgeSelection({ document, ui }: Selecting, key: string, fine: boolean): boolean {
  const direction = directions[key];
  if (!direction || ui.selectedNodes.size === 0) return false;
  const distance = fine ? nudge.fine : nudge.coarse;
  const positions = new Map(
    document.graph.nodes
      .filter((node) => ui.selectedNodes.has(node.id))
      .map(({ id, position }) => [
        id,
        { x: position.x + direction.x * distance, y: position.y + direction.y * distance },
      ]),
  );
  document.moveNodes(positions, { live: true });
  return true;
}

/** Takes nodes and wires out of the selection once an undo or a new document has taken them away. */
export function keepSelectionTrue(ui: UiStore, document: DocumentStore): () => void {
  return reaction(
    () => document.graph,
    ({ nodes, edges }) => ui.keepOnly(new Set(nodes.map(({ id }) => id)), new Set(edges.map(edgeKey))),
  );
}
