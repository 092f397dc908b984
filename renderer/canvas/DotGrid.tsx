import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';
import classes from './canvas.module.css';

/** Between two dots, in the network's own pixels. */
const gap = 24;
/** Nearer to each other on the screen, every second dot is left out. */
const leastGap = 12;

/**
 * The dots behind the network. They lie on a layer of their own, a little larger than the canvas, which is only shifted while the
 * view is moved: nothing of it is painted anew, and React draws nothing.
 */
export function DotGrid() {
  const store = useStoreApi();
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style } = layer.current!;
    let shown = '';
    const follow = () => {
      const [x, y, zoom] = store.getState().transform;
      let pitch = gap * zoom;
      while (pitch < leastGap) pitch *= 2;
      const key = `${x} ${y} ${zoom}`;
      if (key === shown) return;
      shown = key;
      style.setProperty('--pitch', `${pitch}px`);
      style.transform = `translate(${remainder(x, pitch)}px, ${remainder(y, pitch)}px)`;
    };
    follow();
    return store.subscribe(follow);
  }, [store]);
  return <div ref={layer} className={classes.dots} aria-hidden />;
}

function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
