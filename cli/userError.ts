import type { Problem } from '../core/graph/problem';

/** Something the user can put right: told in one line, without a stack trace. */
export class UserError extends Error {}

/** The user has stopped a command; nothing is to be said about it. */
export class Interrupted extends Error {}

/** The problem as one line: what is wrong, then what to do about it. */
export function problemLine({ message, hint }: Problem): string {
  return hint ? `${message} ${hint}` : message;
}

type Checked<T> = (T & { ok: true }) | { ok: false; problem: Problem };

/** The result, or a user's error that says why there is none. */
export function orFail<T>(result: Checked<T>): T & { ok: true } {
  if (result.ok) return result;
  throw new UserError(problemLine(result.problem));
}
