import { useComputedColorScheme } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { imagesOfNode } from '../../core/data/images';
import { useApp } from '../app/appStore';
import { formatInteger, formatShort } from '../format';
import { NeuronReadout } from './NeuronReadout';
import { neuronNames } from './neuronNames';
import { scaleFloor } from './scaleFloor';
import { TilePainter } from './TilePainter';
import { layoutTiles, tileAt } from './tileLayout';
import classes from './tiles.module.css';

export interface NeuronTilesProps {
  nodeId: string;
  /** Features of the node's output. */
  features: number;
}

/** Values are also written on the element for up to this many neurons, where tests and tools can read them. */
const mostWritten = 32;

/**
 * The outputs of a node for the watched row, a tile for each neuron. Drawn straight from the engine's frames; React only
 * sets up the canvas.
 */
export const NeuronTiles = observer(function NeuronTiles({ nodeId, features }: NeuronTilesProps) {
  const { training, ui, document } = useApp();
  const scheme = useComputedColorScheme('light');
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const legend = useRef<HTMLSpanElement>(null);
  const painter = useRef<TilePainter | null>(null);
  const [width, setWidth] = useState(196);
  const [hovered, setHovered] = useState<{ index: number; x: number; y: number } | null>(null);
  const selected = ui.neuron?.nodeId === nodeId ? ui.neuron.neuron : null;
  const { frames } = training;
  const { graph, dataset } = document;
  const node = document.node(nodeId);
  const layout = useMemo(() => {
    const drawn = graph.nodes.find(({ id }) => id === nodeId);
    const [picture] = drawn ? imagesOfNode(drawn, graph, dataset) : [];
    return layoutTiles(features, width, picture ?? null);
  }, [features, width, nodeId, graph, dataset]);
  const floor = node ? scaleFloor(node) : 0;

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const next = Math.floor(entry?.contentRect.width ?? 0);
      if (next > 0) setWidth(next);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const current = new TilePainter(element, layout, scheme, Math.max(2, window.devicePixelRatio), floor);
    painter.current = current;
    current.paint(null);
    return frames.subscribe((frame) => {
      const values = frame?.activations[nodeId] ?? null;
      const before = current.scale;
      current.show(values, frame?.runId ?? null);
      current.paint(selectedOf(element));
      writeValues(element, frame?.step ?? null, values);
      if (legend.current && (current.scale !== before || legend.current.textContent === '')) {
        legend.current.textContent = values ? `±${formatShort(current.scale)}` : '';
      }
    });
  }, [frames, nodeId, layout, scheme, floor]);

  useEffect(() => {
    if (!canvas.current) return;
    canvas.current.dataset.selected = selected === null ? '' : String(selected);
    painter.current?.paint(selected);
  }, [selected]);

  const indexAt = (event: PointerEvent<HTMLCanvasElement>): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    // The canvas may be zoomed: back to its own pixels.
    const zoom = box.width / layout.width || 1;
    return tileAt((event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom, layout);
  };

  return (
    <div ref={root} className={classes.root}>
      <canvas
        ref={canvas}
        className={`nodrag ${classes.canvas}`}
        style={{ width: layout.width, height: layout.height }}
        data-testid={`tiles-${nodeId}`}
        onPointerMove={(event) => {
          const index = indexAt(event);
          setHovered(index === null ? null : { index, x: event.clientX, y: event.clientY });
        }}
        onPointerLeave={() => setHovered(null)}
        onClick={(event) => {
          event.stopPropagation();
          const index = indexAt(event as unknown as PointerEvent<HTMLCanvasElement>);
          if (index !== null) ui.selectNeuron(nodeId, index);
        }}
      />
      <div className={classes.legend}>
        <span className={classes.ramp} aria-hidden="true" />
        <span ref={legend} />
        {layout.hidden > 0 && <span className={classes.more}>+{formatInteger(layout.hidden)}</span>}
      </div>
      {hovered && (
        <NeuronReadout
          index={hovered.index}
          names={neuronNames(nodeId, document.graph, document.dataset)}
          x={hovered.x}
          y={hovered.y}
          frames={frames}
          nodeId={nodeId}
        />
      )}
    </div>
  );
});

function selectedOf(element: HTMLCanvasElement): number | null {
  const { selected } = element.dataset;
  return selected ? Number(selected) : null;
}

function writeValues(element: HTMLCanvasElement, step: number | null, values: Float32Array | null): void {
  if (step === null || !values) {
    delete element.dataset.frameStep;
    delete element.dataset.values;
    return;
  }
  element.dataset.frameStep = String(step);
  if (values.length <= mostWritten) {
    element.dataset.values = Array.from(values, (value) => value.toFixed(4)).join(' ');
  }
}
