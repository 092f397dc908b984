import { useComputedColorScheme } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { imagesOfNode } from '../../core/data/images';
import { useApp } from '../app/appStore';
import { formatNumber } from '../format';
import classes from './neuron.module.css';
import type { NeuronInputs, NeuronSource } from './neuronSources';
import { diverging, type Scheme } from './palette';
import { fitPicture, paintPicture } from './picture';

const box = { width: 112, height: 140 };

/** For a neuron that reads a picture: its weights as one, and beside it the picture that it reads. */
export const WeightPicture = observer(function WeightPicture({ inputs }: { inputs: NeuronInputs }) {
  const { document, ui } = useApp();
  const { graph, dataset } = document;
  const { sources, isWeightedSum } = inputs;
  const reads = sources[0]?.nodeId;
  const image = useMemo(() => {
    const node = graph.nodes.find(({ id }) => id === reads);
    return node ? imagesOfNode(node, graph, dataset)[0] : undefined;
  }, [graph, dataset, reads]);
  const [pointed, setPointed] = useState<NeuronSource | null>(null);
  if (!image || !isWeightedSum || reads === undefined) return null;
  const { offset, width, height } = image;
  const pixels = sources.slice(offset, offset + width * height);
  const size = fitPicture(width, height, box);
  const sourceAt = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - frame.left) / frame.width) * width);
    const row = Math.floor(((event.clientY - frame.top) / frame.height) * height);
    return pixels[row * width + column] ?? null;
  };
  return (
    <figure className={classes.pictures} data-testid="weight-picture">
      <div
        className={classes.pictureRow}
        onPointerLeave={() => setPointed(null)}
        style={{ gridTemplateColumns: `${size.width}px ${size.width}px` }}
      >
        {(['weights', 'input'] as const).map((what) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list below has the same by keyboard
          <div
            key={what}
            onPointerMove={(event) => setPointed(sourceAt(event))}
            onClick={(event) => {
              const source = sourceAt(event as unknown as PointerEvent<HTMLElement>);
              if (source) ui.selectNeuron(source.nodeId, source.neuron);
            }}
          >
            <span className={classes.pictureName}>{what === 'weights' ? 'weights' : 'what it reads'}</span>
            {what === 'weights' ? (
              <Weights pixels={pixels} width={width} height={height} size={size} />
            ) : (
              <Values nodeId={reads} offset={offset} width={width} height={height} size={size} />
            )}
          </div>
        ))}
      </div>
      <figcaption className={classes.note}>
        {pointed
          ? `${pointed.name}: weight ${formatNumber(pointed.weight)}`
          : 'Where weight and pixel have the same colour, the activation rises.'}
      </figcaption>
    </figure>
  );
});

interface PictureProps {
  width: number;
  height: number;
  size: { width: number; height: number };
}

function Weights({ pixels, width, height, size }: PictureProps & { pixels: NeuronSource[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const known = pixels.some(({ weight }) => weight !== null);
  useEffect(() => {
    if (!canvas.current) return;
    const largest = pixels.reduce((most, { weight }) => Math.max(most, Math.abs(weight ?? 0)), 0) || 1;
    paintPicture(canvas.current, width, height, (pixel) =>
      diverging(pixels[pixel]?.weight ?? 0, largest, scheme),
    );
  }, [pixels, width, height, scheme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={known ? 'The weights as a picture' : 'The weights are not known yet'}
      className={classes.picture}
      style={size}
    />
  );
}

/** The picture of the watched row as the network reads it, following the frames. */
const Values = observer(function Values({
  nodeId,
  offset,
  width,
  height,
  size,
}: PictureProps & { nodeId: string; offset: number }) {
  const { training } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme: Scheme = useComputedColorScheme('light');
  const { frames } = training;
  useEffect(
    () =>
      frames.subscribe((frame) => {
        const values = frame?.activations[nodeId];
        if (!canvas.current || !values) return;
        const seen = values.subarray(offset, offset + width * height);
        const largest = seen.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
        paintPicture(canvas.current, width, height, (pixel) => diverging(seen[pixel]!, largest, scheme));
      }),
    [frames, nodeId, offset, width, height, scheme],
  );
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label="What the neuron reads, as a picture"
      className={classes.picture}
      style={size}
    />
  );
});
