import { useEffect, useState } from 'react';

/** Counts up to `count`, one with each frame of the window, anew for each other `of`: what is long is laid out piece by piece. */
export function useGrowing(of: object, count: number): number {
  const [grown, setGrown] = useState({ of, shown: 1 });
  const shown = grown.of === of ? grown.shown : 1;
  useEffect(() => {
    if (shown >= count) return;
    const frame = requestAnimationFrame(() => setGrown({ of, shown: shown + 1 }));
    return () => cancelAnimationFrame(frame);
  }, [of, shown, count]);
  return Math.min(shown, count);
}
