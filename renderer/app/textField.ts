/** Whether an element uses the arrow and delete keys for something of its own. */
export function isControl(element: EventTarget | null): boolean {
  return isTextField(element) || element instanceof HTMLSelectElement || element instanceof HTMLInputElement;
}

/** Whether an element takes text itself, so that keys such as Delete and Ctrl+Z are its own. */
export function isTextField(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  if (!(element instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'range', 'button', 'color'].includes(element.type);
}
