import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useApp } from '../app/appStore';
import { fitOptions } from './fitOptions';

/**
 * Once the whole network is in view it stays so while panels and window change their size, until the user moves the view.
 * `fitted` says whether that holds; `onMove` is for React Flow.
 */
export function useKeptFitted(container: RefObject<HTMLDivElement | null>, startsFitted: boolean) {
  const { frames } = useApp().training;
  const flow = useReactFlow();
  const fitted = useRef(startsFitted);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (fitted.current) void flow.fitView(fitOptions);
    });
    observer.observe(container.current!);
    return () => observer.disconnect();
  }, [container, flow]);
  const onMove = useRef((event: MouseEvent | TouchEvent | null) => {
    frames.rest();
    // Without an event it was the program that moved the view.
    if (event) fitted.current = false;
  });
  return { fitted, onMove: onMove.current };
}
