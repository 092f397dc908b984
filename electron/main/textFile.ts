import { once } from 'node:events';
import { basename } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Problem } from '../../core/graph/problem';
import { writeFileAtomically } from '../files/atomicWrite';
import { fileProblem } from '../files/fileProblem';
import type { Outcome, RequestOf } from '../ipc/contract';

/** Where the user wants it; null where the user does not. */
type ChoosePlace = (name: string, kind: RequestOf<'textFile:open'>['kind']) => Promise<string | null>;

interface Writing {
  fileId: number;
  path: string;
  pieces: PassThrough;
  /** What went wrong, once it is over. */
  done: Promise<Problem | null>;
}

/** A text of the window's on its way to a file, piece by piece: it takes its place when it is whole. One at a time. */
export class TextFile {
  #writing: Writing | null = null;
  #lastId = 0;

  async open(
    { suggestedName, kind }: RequestOf<'textFile:open'>,
    choose: ChoosePlace,
  ): Promise<Outcome<{ fileId: number }>> {
    const path = await choose(suggestedName, kind);
    if (path === null) return { status: 'cancelled' };
    await this.abandon();
    const pieces = new PassThrough();
    // Told by `done`.
    pieces.on('error', () => {});
    const done = writeFileAtomically(path, pieces).then(
      () => null,
      (error: unknown) => {
        pieces.destroy();
        return fileProblem(error, 'write', path);
      },
    );
    this.#lastId += 1;
    this.#writing = { fileId: this.#lastId, path, pieces, done };
    return { status: 'done', value: { fileId: this.#lastId } };
  }

  /** Comes back when there is room for the next piece. */
  async write({ fileId, text }: RequestOf<'textFile:write'>): Promise<Outcome<null>> {
    const writing = this.#find(fileId);
    if (!writing) return { status: 'cancelled' };
    const { pieces, done } = writing;
    const isFull = !pieces.destroyed && !pieces.write(text);
    if (isFull) await Promise.race([once(pieces, 'drain').catch(() => {}), done]);
    if (!pieces.destroyed) return { status: 'done', value: null };
    return this.#failed(await done);
  }

  /** With `keep`, what was written becomes the file; else nothing of it stays. */
  async close({ fileId, keep }: RequestOf<'textFile:close'>): Promise<Outcome<{ fileName: string }>> {
    const writing = this.#find(fileId);
    if (!writing) return { status: 'cancelled' };
    if (!keep) {
      await this.abandon();
      return { status: 'cancelled' };
    }
    writing.pieces.end();
    const problem = await writing.done;
    this.#writing = null;
    return problem ? this.#failed(problem) : { status: 'done', value: { fileName: basename(writing.path) } };
  }

  /** The window is gone, or wants no more of it. */
  async abandon(): Promise<void> {
    const writing = this.#writing;
    this.#writing = null;
    writing?.pieces.destroy(new Error('given up'));
    await writing?.done;
  }

  #find(fileId: number): Writing | null {
    return this.#writing?.fileId === fileId ? this.#writing : null;
  }

  #failed(problem: Problem | null): { status: 'failed'; problem: Problem } | { status: 'cancelled' } {
    this.#writing = null;
    return problem ? { status: 'failed', problem } : { status: 'cancelled' };
  }
}
