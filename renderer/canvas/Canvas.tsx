import { MiniMap, ReactFlow, ReactFlowProvider, SelectionMode, useReactFlow } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { type DragEvent, useRef, useState } from 'react';
import { useApp } from '../app/appStore';
import { AddMenu } from './AddMenu';
import { CanvasControls } from './CanvasControls';
import classes from './canvas.module.css';
import { DotGrid } from './DotGrid';
import { EmptyCanvas } from './EmptyCanvas';
import { FarView } from './FarView';
import { familyColor } from './families';
import { fitOptions } from './fitOptions';
import type { FlowNode } from './flowNodes';
import { NodeCard } from './NodeCard';
import { dragType } from './NodePalette';
import { cardSize, grid, snap } from './placement';
import { useCanvasApi } from './useCanvasApi';
import { useFlow } from './useFlow';
import { useKeptFitted } from './useKeptFitted';
import { useWiring } from './useWiring';
import { Wire } from './Wire';

const nodeTypes = { card: NodeCard };
const edgeTypes = { wire: Wire };
const snapGrid: [number, number] = [grid, grid];
const multiSelect = ['Shift', 'Meta', 'Control'];
const minimapSize = { width: 148, height: 92 };
/** Beyond this many wires their moving gradient would cost more than it tells. */
const mostMovingWires = 80;

/** The network as a graph. React Flow draws; the document says what. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasSurface />
    </ReactFlowProvider>
  );
}

const CanvasSurface = observer(function CanvasSurface() {
  const { document, ui, training } = useApp();
  const container = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();
  const { nodes, edges, onNodesChange, onEdgesChange } = useFlow();
  const { refusal, handlers } = useWiring();
  const [startsFitted] = useState(!document.isEmpty);
  const { kept, onMove } = useKeptFitted(container, startsFitted);
  useCanvasApi(container, kept);

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(dragType);
    if (!kind) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const corner = { x: at.x - cardSize.width / 2, y: at.y - cardSize.height / 2 };
    ui.select([document.addNode(kind, snap(corner))]);
  };

  const moving = training.state === 'running' && edges.length <= mostMovingWires;
  return (
    <div
      ref={container}
      className={classes.canvas}
      data-canvas
      data-testid="canvas"
      data-moving={moving}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onEdgeMouseEnter={(_event, edge) => ui.setPointedWire(edge.id)}
        onEdgeMouseLeave={() => ui.setPointedWire(null)}
        {...handlers}
        connectionRadius={26}
        reconnectRadius={14}
        snapToGrid
        snapGrid={snapGrid}
        onMove={onMove}
        fitView={startsFitted}
        fitViewOptions={fitOptions}
        minZoom={0.1}
        maxZoom={2.5}
        panOnScroll
        panOnDrag={[1]}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        selectionKeyCode={null}
        multiSelectionKeyCode={multiSelect}
        panActivationKeyCode="Space"
        deleteKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        nodeDragThreshold={2}
        proOptions={{ hideAttribution: true }}
      >
        <DotGrid />
        <MiniMap
          className={classes.minimap}
          style={minimapSize}
          nodeColor={(node) => familyColor((node as FlowNode).data.kind)}
          nodeBorderRadius={8}
          pannable
          zoomable
          ariaLabel="Overview of the network"
        />
        <CanvasControls />
        <FarView container={container} />
      </ReactFlow>
      <EmptyCanvas />
      <AddMenu />
      {refusal && (
        <div
          role="alert"
          className={classes.refusal}
          data-testid="wire-refusal"
          style={{ left: refusal.at.x, top: refusal.at.y }}
        >
          {refusal.message}
          {refusal.hint && <div className={classes.refusalHint}>{refusal.hint}</div>}
        </div>
      )}
    </div>
  );
});
