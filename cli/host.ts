/** What the command line needs of the process it runs in, so that a test can run it in its own. */
export interface Host {
  /** Folder that relative paths are meant from. */
  cwd: string;
  stdout: TextSink;
  stderr: TextSink & { isTerminal: boolean };
  nowMs(): number;
  /** Calls back when the user wants to end a long command; the returned function stops listening. */
  onInterrupt(listener: () => void): () => void;
}

export interface TextSink {
  write(text: string): void;
}

export function processHost(): Host {
  return {
    cwd: process.cwd(),
    stdout: { write: (text) => void process.stdout.write(text) },
    stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
    nowMs: () => performance.now(),
    onInterrupt(listener) {
      // Once only: a second Ctrl+C ends the process the usual way.
      process.once('SIGINT', listener);
      process.once('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}
