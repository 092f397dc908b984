/** What closing needs of the window around it. */
export interface CloseHost {
  /** Asks the page to deal with its unsaved changes: it asks the user, saves, and then lets the window close. */
  askPage(): void;
  /** Asked when the page does not answer: close without saving? */
  askToForce(): Promise<boolean>;
  close(): void;
  /** The user wants to go on working: a quit that was under way is off. */
  kept(): void;
}

/**
 * Decides what a wish to close the window leads to. With unsaved changes the page is asked first; if the user closes
 * again before it has answered, it hangs, and main asks in its place, so that a page can't keep the app open for ever.
 */
export class CloseGuard {
  #dirty = false;
  #hadChanges = false;
  #allowed = false;
  /** The page has been asked, and has not come to an end with it. */
  #waiting = false;
  /** The user is looking at a question, whoever asked it. */
  #asking = false;
  #forced = false;

  constructor(private readonly host: CloseHost) {}

  set dirty(dirty: boolean) {
    this.#dirty = dirty;
    this.#hadChanges ||= dirty;
  }

  /** Whether this page ever had something unsaved. */
  get hadChanges(): boolean {
    return this.#hadChanges;
  }

  /** Whether the window closes with changes that nobody saved or gave up. */
  get forced(): boolean {
    return this.#forced;
  }

  /** The user wants the window closed. True lets it close at once. */
  closing(): boolean {
    if (this.#allowed || !this.#dirty) return true;
    if (this.#asking) return false;
    if (this.#waiting) {
      void this.#force();
      return false;
    }
    this.#waiting = true;
    this.host.askPage();
    return false;
  }

  /** The page asks the user, or has a dialog shown: it is alive, and closing again must not open a second question. */
  async whileAsking<T>(question: () => Promise<T>): Promise<T> {
    this.#asking = true;
    try {
      return await question();
    } finally {
      this.#asking = false;
    }
  }

  /** The user chose to go on: by cancelling the question, or the dialog of the save that followed it. */
  keepOpen(): void {
    if (!this.#waiting) return;
    this.#waiting = false;
    this.host.kept();
  }

  /** The page has dealt with its changes. */
  letClose(): void {
    this.#allowed = true;
    this.host.close();
  }

  /** A window of a page that no longer runs can only be asked by main. */
  pageGone(): void {
    this.#waiting = true;
  }

  /** A page begins, with nothing to lose yet: of a new window, or the same one loaded again. */
  pageStarted(): void {
    this.#dirty = false;
    this.#hadChanges = false;
    this.#allowed = false;
    this.#waiting = false;
    this.#forced = false;
  }

  async #force(): Promise<void> {
    const force = await this.whileAsking(() => this.host.askToForce());
    if (!force) return this.keepOpen();
    this.#forced = true;
    this.letClose();
  }
}
