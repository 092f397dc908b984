import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useApp } from '../app/appStore';
import type { CanvasApi } from '../app/uiStore';
import type { Point } from '../document/graphEdits';
import type { FlowEdge, FlowNode } from './flowNodes';
import { cardSize, freeSpot } from './placement';
import { tidyLayout } from './tidy';
import { type Kept, showKept } from './useKeptFitted';

const motionMs = 150;

/** Gives menu, keyboard and panels their hold on the canvas while it is there. */
export function useCanvasApi(container: RefObject<HTMLDivElement | null>, kept: RefObject<Kept>): void {
  const { document, ui } = useApp();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const pointer = useRef<Point | null>(null);

  useEffect(() => {
    const element = container.current!;
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      pointer.current = { x: clientX, y: clientY };
    };
    const onLeave = () => {
      pointer.current = null;
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerleave', onLeave);

    const middle = (): Point => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    };
    const visibleArea = () => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const start = flow.screenToFlowPosition({ x: left, y: top }, { snapToGrid: false });
      const end = flow.screenToFlowPosition({ x: right, y: bottom }, { snapToGrid: false });
      return { ...start, width: end.x - start.x, height: end.y - start.y };
    };
    const sizeOf = (node: FlowNode) => ({
      width: node.measured?.width ?? cardSize.width,
      height: node.measured?.height ?? cardSize.height,
    });
    const afterLayout = (task: () => void) => requestAnimationFrame(() => requestAnimationFrame(task));

    const keep = (what: Kept) => {
      kept.current = what;
      afterLayout(() => void showKept(flow, element, kept));
    };

    const api: CanvasApi = {
      fit: () => keep('whole'),
      showFirst: () => keep('first'),
      zoomIn: () => void flow.zoomIn({ duration: motionMs }),
      zoomOut: () => void flow.zoomOut({ duration: motionMs }),
      tidy() {
        const sizes = new Map(flow.getNodes().map((node) => [node.id, sizeOf(node)]));
        document.moveNodes(tidyLayout(document.graph, sizes), { label: 'Tidy up layout' });
        api.showFirst();
      },
      focusNode(nodeId) {
        kept.current = 'moved';
        const node = flow.getNode(nodeId);
        if (!node) return;
        ui.select([nodeId]);
        const { width, height } = sizeOf(node);
        const center = { x: node.position.x + width / 2, y: node.position.y + height / 2 };
        void flow.setCenter(center.x, center.y, { zoom: Math.max(flow.getZoom(), 0.8), duration: motionMs });
      },
      openAddMenu() {
        const screen = pointer.current ?? middle();
        ui.setAddMenu({ screen, flow: flow.screenToFlowPosition(screen) });
      },
      addInView(kind) {
        const taken = flow.getNodes().map((node) => ({ ...node.position, ...sizeOf(node) }));
        ui.select([document.addNode(kind, freeSpot(visibleArea(), taken))]);
      },
      pointer: () => pointer.current && flow.screenToFlowPosition(pointer.current),
    };
    ui.setCanvas(api);
    return () => {
      ui.setCanvas(null);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerleave', onLeave);
    };
  }, [container, document, flow, kept, ui]);
}
