import type { AppStore } from './appStore';
import { pasteText, runCommand } from './commands';
import { deleteSelection, nudgeSelection } from './selection';
import { belongsToTextField, commandOfKey } from './shortcuts';
import { isControl, isTextField } from './textField';

/** Connects keys, clipboard events and the native menu to the commands. Returns what disconnects them. */
export function listen(app: AppStore): () => void {
  const { ui, document: doc } = app;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const inField = isTextField(event.target);
    const id = commandOfKey(event);
    if (id) {
      if (inField && belongsToTextField(id)) return;
      if (id === 'edit.delete' && isControl(event.target)) return;
      if (modalOpen() && id !== 'view.commandPalette') return;
      event.preventDefault();
      runCommand(app, id);
    } else if (isControl(event.target)) {
      return;
    } else if (onCanvas(event.target) && nudgeSelection(app, event.key, event.shiftKey)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && focusedNode(event.target)) {
      ui.select([focusedNode(event.target)!]);
    } else if (event.key === 'Escape') ui.select([]);
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow')) doc.commit();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (isTextField(event.target) || !window.getSelection()?.isCollapsed) return;
    const text = doc.copy(ui.selectedNodes);
    if (text === null) return;
    ui.setCopied(text);
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    if (event.type === 'cut') deleteSelection(app);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (isTextField(event.target) || modalOpen()) return;
    if (pasteText(app, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
  };

  const stopMenu = app.bridge.on('menu:command', ({ id }) => runCommand(app, id));
  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keyup', onKeyUp);
  window.addEventListener('copy', onCopy);
  window.addEventListener('cut', onCopy);
  window.addEventListener('paste', onPaste);
  return () => {
    stopMenu();
    window.removeEventListener('keydown', onKeyDown);
    window.removeEventListener('keyup', onKeyUp);
    window.removeEventListener('copy', onCopy);
    window.removeEventListener('cut', onCopy);
    window.removeEventListener('paste', onPaste);
  };
}

function modalOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

/** The node whose frame has the keyboard focus. */
function focusedNode(target: EventTarget | null): string | null {
  const isFrame = target instanceof HTMLElement && target.classList.contains('react-flow__node');
  return isFrame ? (target.dataset.id ?? null) : null;
}

function onCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[data-canvas]') !== null);
}
