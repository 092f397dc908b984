import { useStore } from '@xyflow/react';
import { type RefObject, useLayoutEffect } from 'react';

/** Below this zoom the cards' text is set larger, within the same cards, so that a whole network stays legible. */
const farZoom = 0.72;
/** Below this one small text is no longer drawn, as it could not be read: a card is its name and its neurons. */
const distantZoom = 0.4;

/** Marks the canvas while it is seen from afar. */
export function FarView({ container }: { container: RefObject<HTMLDivElement | null> }) {
  const far = useStore((state) => state.transform[2] < farZoom);
  const distant = useStore((state) => state.transform[2] < distantZoom);
  useLayoutEffect(() => {
    container.current?.toggleAttribute('data-far', far);
    container.current?.toggleAttribute('data-distant', distant);
  }, [container, far, distant]);
  return null;
}
