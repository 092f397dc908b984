import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { memo } from 'react';
import { useApp } from '../app/appStore';
import classes from './canvas.module.css';
import type { FlowEdge } from './flowNodes';

/** A wire. Pointing at it shows the shape of what flows through. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const [path, labelX, labelY] = getBezierPath(props);
  return (
    <>
      <BaseEdge id={props.id} path={path} interactionWidth={20} className={classes.wire} />
      <path d={path} className={classes.flow} aria-hidden />
      <WireLabel id={props.id} source={props.source} x={labelX} y={labelY} />
    </>
  );
});

interface WireLabelProps {
  id: string;
  source: string;
  x: number;
  y: number;
}

const WireLabel = observer(function WireLabel({ id, source, x, y }: WireLabelProps) {
  const { document, ui } = useApp();
  if (ui.pointedWire !== id) return null;
  const { features } = document.factsOf(source);
  if (features === null) return null;
  return (
    <EdgeLabelRenderer>
      <div
        className={classes.wireLabel}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        batch × {features}
      </div>
    </EdgeLabelRenderer>
  );
});
