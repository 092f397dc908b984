/**
 * What is wrong with something a user drew or loaded, as a value. `compile` collects these and never throws for them;
 * only a bug of ours throws, with a message that starts with `internal:`.
 */
export interface Problem {
  /** Stable, machine-readable name of the rule that was broken, for example `shape.mismatch`. */
  code: string;
  /** The node the problem is shown on; absent when it concerns the whole graph. */
  nodeId?: string;
  /** The port on that node, where one is to blame. */
  port?: string;
  /** One sentence: what, where, with the numbers. */
  message: string;
  /** What to do about it. */
  hint?: string;
}

/** Marks a state that only a bug in this program can reach. */
export function internalError(what: string): Error {
  return new Error(`internal: ${what}`);
}
