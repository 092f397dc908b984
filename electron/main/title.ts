import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';

/** `● Iris.nloom — Neuroloom`: the dot says that there are changes to save. */
function windowTitle(name: string, dirty: boolean): string {
  return `${dirty ? '● ' : ''}${name} — Neuroloom`;
}

/** Keeps the title of the window true: the file's name where there is a file, else the document's. */
export class DocumentTitle {
  #path: string | null = null;
  #state = { name: 'Untitled', dirty: false };

  constructor(private readonly window: () => BrowserWindow | null) {}

  set path(path: string | null) {
    this.#path = path;
    this.show();
  }

  set state(state: { name: string; dirty: boolean }) {
    this.#state = state;
    this.show();
  }

  show(): void {
    const window = this.window();
    if (!window || window.isDestroyed()) return;
    const { name, dirty } = this.#state;
    window.setTitle(windowTitle(this.#path === null ? name : basename(this.#path), dirty));
    // Only macOS shows these: the dot in the close button, and the file's icon in the title.
    window.setDocumentEdited(dirty);
    window.setRepresentedFilename(this.#path ?? '');
  }
}
