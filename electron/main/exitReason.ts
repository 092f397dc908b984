/** How the engine process ended, as far as the system tells. */
export interface ProcessEnd {
  /** Of the `exit` event. Electron 25 gives 0 also for a process that was killed. */
  exitCode: number;
  /** Of the event `child-process-gone`, which comes for every end but an orderly one. */
  gone: { reason: string; exitCode: number } | null;
  /** The end of what it wrote to its standard error. */
  errorOutput: string;
}

export interface ExitReason {
  /** A clause without capital and full stop: `it was ended from outside (signal 9, SIGKILL)`. */
  reason: string;
  /** It did not want to end. */
  crashed: boolean;
  code: number;
}

const signals: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** Puts an end into plain words. `asked`: main ended it itself, because the user wanted a new engine. */
export function exitReason({ exitCode, gone, errorOutput }: ProcessEnd, asked: boolean): ExitReason {
  const code = gone?.exitCode ?? exitCode;
  if (asked) return { reason: 'it was restarted at your request', crashed: false, code };
  const outOfMemory =
    gone?.reason === 'oom' || /heap out of memory|Array buffer allocation failed/.test(errorOutput);
  if (outOfMemory) return { reason: 'it ran out of memory', crashed: true, code };
  switch (gone?.reason) {
    case 'killed':
      return { reason: `it was ended from outside (${signalWords(code)})`, crashed: true, code };
    case 'crashed':
      return { reason: `it crashed (${signalWords(code)})`, crashed: true, code };
    case 'launch-failed':
      return { reason: `it could not be started (code ${code})`, crashed: true, code };
    case 'integrity-failure':
      return { reason: 'its program file failed the integrity check', crashed: true, code };
    default:
  }
  if (code === 0) return { reason: 'it ended by itself (code 0)', crashed: false, code };
  return { reason: `it stopped after an error of its own (code ${code})`, crashed: true, code };
}

function signalWords(code: number): string {
  // A core dump adds 128 to the signal's number.
  const number = code > 128 && signals[code - 128] !== undefined ? code - 128 : code;
  return signals[number] === undefined ? `code ${code}` : `signal ${number}, ${signals[number]}`;
}
