import type { MainEvents } from '../ipc/contract';

type Name = keyof MainEvents;
type Listener = (payload: never) => void;

/** Passes main's events on to the page. Those that come while it does not listen are kept for its next listener. */
export class EventBuffer {
  readonly #listeners = new Map<Name, Set<Listener>>();
  readonly #early = new Map<Name, unknown[]>();

  deliver<E extends Name>(name: E, payload: MainEvents[E]): void {
    const listeners = this.#listeners.get(name);
    if (!listeners || listeners.size === 0) {
      this.#early.set(name, [...(this.#early.get(name) ?? []), payload]);
      return;
    }
    for (const listener of [...listeners]) listener(payload as never);
  }

  /** Returns a function that ends it. */
  on<E extends Name>(name: E, listener: (payload: MainEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    const early = this.#early.get(name) ?? [];
    this.#early.delete(name);
    for (const payload of early) listener(payload as MainEvents[E]);
    return () => listeners.delete(listener);
  }
}
