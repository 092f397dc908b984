import { type RefObject, useEffect, useRef } from 'react';

/**
 * While an element has the keyboard, what is copied is this text. Without a selection the browser gives the copy to the page as
 * a whole, so that is where it is heard.
 */
export function useCopiedCell(element: RefObject<HTMLElement | null>, text: () => string | undefined): void {
  const newest = useRef(text);
  newest.current = text;
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (!element.current || document.activeElement !== element.current) return;
      const copied = newest.current();
      if (copied === undefined || !event.clipboardData) return;
      event.clipboardData.setData('text/plain', copied);
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('copy', onCopy, { capture: true });
    return () => document.removeEventListener('copy', onCopy, { capture: true });
  }, [element]);
}
