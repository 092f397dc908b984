import type { EdgeChange, NodeChange } from '@xyflow/react';
import { autorun, runInAction } from 'mobx';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../app/appStore';
import { applyChanges, type FlowEdge, type FlowNode, mergeEdges, mergeNodes } from './flowNodes';

/** Nodes and edges for React Flow, following the document and the selection, and the way back. */
export function useFlow() {
  const { document, ui, training } = useApp();
  const [nodes, setNodes] = useState<FlowNode[]>(() =>
    mergeNodes([], document.graph.nodes, ui.selectedNodes),
  );
  const [edges, setEdges] = useState<FlowEdge[]>(() =>
    mergeEdges([], document.graph.edges, ui.selectedEdges),
  );
  const current = useRef(nodes);
  current.current = nodes;

  useEffect(
    () =>
      autorun(() => {
        const graph = document.graph.nodes;
        const selected = new Set(ui.selectedNodes);
        setNodes((previous) => mergeNodes(previous, graph, selected));
      }),
    [document, ui],
  );
  useEffect(
    () =>
      autorun(() => {
        const graph = document.graph.edges;
        const selected = new Set(ui.selectedEdges);
        setEdges((previous) => mergeEdges(previous, graph, selected));
      }),
    [document, ui],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      if (changes.some((change) => change.type === 'position' && change.dragging)) training.frames.rest();
      const { nodes: next, selection, dropped } = applyChanges(current.current, changes);
      if (next !== current.current) {
        current.current = next;
        setNodes(next);
      }
      runInAction(() => {
        for (const { id, selected } of selection) ui.setSelected('node', id, selected);
        if (dropped.size > 0) document.moveNodes(dropped);
      });
    },
    [document, ui, training],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      runInAction(() => {
        for (const change of changes) {
          if (change.type === 'select') ui.setSelected('edge', change.id, change.selected);
        }
      });
    },
    [ui],
  );

  return { nodes, edges, onNodesChange, onEdgesChange };
}
