import { type ReactFlowInstance, useReactFlow, type Viewport } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useApp } from '../app/appStore';
import { firstView } from './firstView';
import { fitOptions } from './fitOptions';
import type { FlowEdge, FlowNode } from './flowNodes';

/** What of the network stays in view: all of it, what `firstView` shows, or whatever the user has moved there. */
export type Kept = 'whole' | 'first' | 'moved';

/** So long after the last move of the view it is at rest. */
const restMs = 200;

/** Brings what is kept into view, once the cards have been measured. */
export async function showKept(
  flow: ReactFlowInstance<FlowNode, FlowEdge>,
  container: HTMLElement,
  kept: RefObject<Kept>,
): Promise<void> {
  if (kept.current === 'moved') return;
  await flow.fitView(fitOptions);
  const nodes = flow.getNodes();
  if (kept.current !== 'first' || nodes.length === 0) return;
  const { width, height } = container.getBoundingClientRect();
  if (width > 0 && height > 0)
    void flow.setViewport(firstView(flow.getNodesBounds(nodes), { width, height }));
}

/**
 * What is in view stays so while panels and window change their size, until the user moves the view. `onMove` is for React Flow.
 */
export function useKeptFitted(container: RefObject<HTMLDivElement | null>, startsFitted: boolean) {
  const { frames } = useApp().training;
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const kept = useRef<Kept>(startsFitted ? 'first' : 'moved');
  useEffect(() => {
    const element = container.current!;
    const observer = new ResizeObserver(() => void showKept(flow, element, kept));
    observer.observe(element);
    return () => observer.disconnect();
  }, [container, flow]);
  const zoom = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onMove = useRef((event: MouseEvent | TouchEvent | null, viewport: Viewport) => {
    frames.rest();
    // A layer that is only shifted keeps its sharpness; one that is zoomed would not.
    const panned = zoom.current === viewport.zoom;
    zoom.current = viewport.zoom;
    const element = container.current;
    element?.toggleAttribute('data-panned', panned);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => element?.removeAttribute('data-panned'), restMs);
    // Without an event it was the program that moved the view.
    if (event) kept.current = 'moved';
  });
  return { kept, onMove: onMove.current };
}
