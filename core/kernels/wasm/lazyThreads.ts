import { type Invitation, nodeThreadSource, type ThreadHost } from './threads';

/** The little that is needed of a thread that was started from source text. */
export interface StartedThread {
  postMessage(invitation: Invitation): void;
}

/**
 * Threads for the engine that are started when they are first called, so that small networks cost none. `start` is the host's way
 * to start one from the text of a script, as Node's `new Worker(source, { eval: true })`.
 */
export function lazyThreads(count: number, start: (source: string) => StartedThread): ThreadHost {
  const started: StartedThread[] = [];
  return {
    count,
    invite(index, invitation) {
      started[index] ??= start(nodeThreadSource);
      started[index].postMessage(invitation);
    },
  };
}
