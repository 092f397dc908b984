import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { memo, useState } from 'react';
import { useApp } from '../app/appStore';
import classes from './canvas.module.css';
import type { FlowEdge } from './flowNodes';

/** A wire. Pointing at it shows the shape of what flows through. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const [hovered, setHovered] = useState(false);
  const [path, labelX, labelY] = getBezierPath(props);
  return (
    <g onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)}>
      <BaseEdge id={props.id} path={path} interactionWidth={20} className={classes.wire} />
      <path d={path} className={classes.flow} aria-hidden />
      {hovered && <WireLabel source={props.source} x={labelX} y={labelY} />}
    </g>
  );
});

const WireLabel = observer(function WireLabel({ source, x, y }: { source: string; x: number; y: number }) {
  const { features } = useApp().document.factsOf(source);
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
