import { useStore } from '@xyflow/react';
import { type RefObject, useLayoutEffect } from 'react';

/** Below this zoom the cards' text is set larger, within the same cards, so that a whole network stays legible. */
const farZoom = 0.72;

/** Marks the canvas while it is seen from afar. */
export function FarView({ container }: { container: RefObject<HTMLDivElement | null> }) {
  const far = useStore((state) => state.transform[2] < farZoom);
  useLayoutEffect(() => {
    container.current?.toggleAttribute('data-far', far);
  }, [container, far]);
  return null;
}
