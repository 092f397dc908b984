import { useEffect, useState } from 'react';
import type { SampleInfo } from '../../electron/ipc/contract';
import { familyColor } from '../canvas/families';
import { loadSampleGraph } from './sampleGraphs';
import classes from './start.module.css';
import { type Thumbnail, thumbnailOf, thumbnailSize } from './thumbnail';

/** A sample project: its network as a small drawing, its name, and what it is about. */
export function SampleCard({ sample, onOpen }: { sample: SampleInfo; onOpen(): void }) {
  return (
    <button
      type="button"
      className={classes.sample}
      aria-label={`Open sample ${sample.name}`}
      data-testid={`sample-${sample.id}`}
      onClick={onOpen}
    >
      <SampleDrawing id={sample.id} />
      <span className={classes.sampleName}>{sample.name}</span>
      <span className={classes.sampleSummary}>{sample.summary}</span>
    </button>
  );
}

function SampleDrawing({ id }: { id: string }) {
  const [drawing, setDrawing] = useState<Thumbnail | null>(null);
  useEffect(() => {
    let current = true;
    void loadSampleGraph(id).then((graph) => {
      if (current && graph) setDrawing(thumbnailOf(graph));
    });
    return () => {
      current = false;
    };
  }, [id]);
  const { width, height } = thumbnailSize;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.drawing} aria-hidden>
      {drawing?.wires.map((path) => (
        <path key={path} d={path} className={classes.drawnWire} />
      ))}
      {drawing?.cards.map((card) => (
        <rect
          key={card.id}
          x={card.x}
          y={card.y}
          width={card.width}
          height={card.height}
          rx={2}
          fill={familyColor(card.kind)}
        />
      ))}
    </svg>
  );
}
