import { type Connection, type Edge, type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { connectionProblem } from '../../core/graph/connect';
import { useApp } from '../app/appStore';
import type { Point } from '../document/graphEdits';
import { dropWire, endsOf } from './connecting';
import type { FlowEdge } from './flowNodes';

export interface Refusal {
  message: string;
  hint: string | undefined;
  at: Point;
}

const refusalShownMs = 5000;

/** Drawing, redirecting and dropping wires. A refused wire says why, where it was let go. */
export function useWiring() {
  const { document, ui } = useApp();
  const flow = useReactFlow();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** The end of a wire that is already there is under way. */
  const redirecting = useRef<'no' | 'yes' | 'done'>('no');

  useEffect(() => {
    if (!refusal) return;
    const timer = setTimeout(() => setRefusal(null), refusalShownMs);
    return () => clearTimeout(timer);
  }, [refusal]);

  const isValidConnection = useCallback(
    (connection: Connection | Edge) => {
      const ends = endsOf(connection);
      return ends !== null && connectionProblem(document.graph, ends.from, ends.to) === null;
    },
    [document],
  );

  const onConnect = useCallback(
    (connection: Connection) => {
      const ends = endsOf(connection);
      if (ends) document.connect(ends.from, ends.to);
    },
    [document],
  );

  const onConnectStart = useCallback(() => setRefusal(null), []);

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const start = state.fromHandle;
      if (state.isValid || !start?.id || redirecting.current !== 'no') return;
      const at = pointerOf(event);
      const over = state.toHandle?.id
        ? { nodeId: state.toHandle.nodeId, port: state.toHandle.id, type: state.toHandle.type }
        : nodeUnder(at);
      if (over && !('type' in over) && over.nodeId === start.nodeId) return;
      const drop = dropWire(document.graph, { nodeId: start.nodeId, port: start.id, type: start.type }, over);
      if (drop.kind === 'connect') document.connect(drop.from, drop.to);
      else if (drop.kind === 'refused') {
        setRefusal({ message: drop.problem.message, hint: drop.problem.hint, at });
      } else if (isPane(at)) {
        const { wireFrom, wireTo } = drop;
        ui.setAddMenu({
          screen: at,
          flow: flow.screenToFlowPosition(at),
          ...(wireFrom && { wireFrom }),
          ...(wireTo && { wireTo }),
        });
      }
    },
    [document, ui, flow],
  );

  const onReconnectStart = useCallback(() => {
    redirecting.current = 'yes';
    setRefusal(null);
  }, []);

  const onReconnect = useCallback(
    (old: FlowEdge, connection: Connection) => {
      redirecting.current = 'done';
      const before = endsOf({
        ...old,
        sourceHandle: old.sourceHandle ?? null,
        targetHandle: old.targetHandle ?? null,
      });
      const after = endsOf(connection);
      if (before && after) document.rewire(asEdge(before), after.from, after.to);
    },
    [document],
  );

  /** An end that is dragged away from its port and let go over nothing takes the wire with it. */
  const onReconnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, edge: FlowEdge) => {
      const ends = endsOf({
        ...edge,
        sourceHandle: edge.sourceHandle ?? null,
        targetHandle: edge.targetHandle ?? null,
      });
      const loose = redirecting.current === 'yes' && isPane(pointerOf(event));
      if (ends && loose) document.disconnect([asEdge(ends)]);
      // React Flow reports the end of the connection as well, before or after.
      setTimeout(() => {
        redirecting.current = 'no';
      });
    },
    [document],
  );

  return {
    refusal,
    handlers: {
      isValidConnection,
      onConnect,
      onConnectStart,
      onConnectEnd,
      onReconnectStart,
      onReconnect,
      onReconnectEnd,
    },
  };
}

function asEdge({ from, to }: NonNullable<ReturnType<typeof endsOf>>) {
  return { from: `${from.nodeId}.${from.port}`, to: `${to.nodeId}.${to.port}` };
}

function pointerOf(event: MouseEvent | TouchEvent): Point {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
  return { x: clientX, y: clientY };
}

function nodeUnder({ x, y }: Point): { nodeId: string } | null {
  const nodeId = document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  return nodeId ? { nodeId } : null;
}

function isPane({ x, y }: Point): boolean {
  return document.elementFromPoint(x, y)?.closest('.react-flow__pane') != null;
}
