import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { formatNumber } from '../format';
import type { FrameHub } from './frameHub';
import { neuronName } from './neuronNames';
import classes from './tiles.module.css';

interface NeuronReadoutProps {
  nodeId: string;
  index: number;
  names: readonly string[] | null;
  /** Where the pointer is, in the window. */
  x: number;
  y: number;
  frames: FrameHub;
}

/** Name and exact value of the neuron under the pointer, following the frames. */
export function NeuronReadout({ nodeId, index, names, x, y, frames }: NeuronReadoutProps) {
  const value = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (activation: number | undefined) => {
      if (value.current) value.current.textContent = formatNumber(activation, 6);
    };
    show(frames.latest?.activations[nodeId]?.[index]);
    return frames.subscribe((frame) => show(frame?.activations[nodeId]?.[index]));
  }, [frames, nodeId, index]);
  // In the body: the canvas of nodes is zoomed and moved, and would take the readout along.
  return createPortal(
    <div className={classes.readout} style={{ left: x + 14, top: y + 16 }} role="tooltip">
      <span>{neuronName(names, index)}</span>
      <span ref={value} className={classes.value} />
    </div>,
    document.body,
  );
}
