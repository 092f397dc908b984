import { type RefObject, useEffect, useState } from 'react';

export interface ScrollState {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where an element is scrolled to and how large it is, at most once for each frame. */
export function useScroll(element: RefObject<HTMLElement | null>): ScrollState {
  const [state, setState] = useState<ScrollState>({ left: 0, top: 0, width: 0, height: 0 });
  useEffect(() => {
    const scroller = element.current;
    if (!scroller) return;
    let frame = 0;
    const read = () => {
      frame = 0;
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = scroller;
      setState((old) =>
        old.left === left && old.top === top && old.width === width && old.height === height
          ? old
          : { left, top, width, height },
      );
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(read);
    };
    const sizes = new ResizeObserver(later);
    sizes.observe(scroller);
    scroller.addEventListener('scroll', later, { passive: true });
    read();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      scroller.removeEventListener('scroll', later);
    };
  }, [element]);
  return state;
}
