import type { Problem } from '../../core/graph/problem';
import type { EngineEvent, RunState } from '../../core/protocol';
import type { Run } from '../../core/train/run';
import { CheckpointSender } from './checkpointSender';
import { FrameSender } from './frameSender';
import type { SessionHost } from './host';
import { Pace } from './pace';
import { ProgressLog, RateMeter } from './progress';

/** How long training goes on before messages are read again. */
const sliceMs = 10;
/** Updates tried before their cost is known. */
const firstChunk = 1;

export interface RunOptions {
  runId: string;
  untilEpoch: number;
  watchRow: number;
  epochsPerSecond: number | null;
  send(event: EngineEvent): void;
  host: SessionHost;
  /** The run trains no more, and nothing is being read for it. */
  onEnd?(): void;
}

/**
 * One training run: moved in slices of about 10 ms between which the process reads its messages, so that pause, stop and
 * a new learning rate act within one slice. Once it has ended it still answers for its activations.
 */
export class ActiveRun {
  readonly runId: string;
  #state: RunState = 'paused';
  /** Updates still to make while paused. */
  #stepsAsked = 0;
  /** Whether a loop is moving this run; only one does. */
  #moving = false;
  #trainedMs = 0;
  #msPerStep: number | null = null;
  readonly #pace = new Pace();
  readonly #progress: ProgressLog;
  readonly #rate = new RateMeter();
  readonly #frames: FrameSender;
  readonly #checkpoints: CheckpointSender;

  constructor(
    private readonly run: Run,
    private readonly options: RunOptions,
  ) {
    const { runId, watchRow, send, host } = options;
    const now = () => host.now();
    this.runId = runId;
    this.#progress = new ProgressLog(run.trainer.step);
    this.#frames = new FrameSender(runId, run, watchRow, send, now);
    this.#checkpoints = new CheckpointSender(runId, run.trainer, send, now);
    this.setPace(options.epochsPerSecond);
  }

  get ended(): boolean {
    return this.#state !== 'running' && this.#state !== 'paused';
  }

  /** Says where the run stands and, unless it is to stand still, lets it go. */
  begin(paused: boolean): void {
    if (this.#reachedEnd()) this.#finish();
    else if (paused) this.#standStill();
    else this.resume();
  }

  resume(): void {
    if (this.ended || this.#state === 'running') return;
    this.#stepsAsked = 0;
    this.#pace.restart(this.options.host.now());
    this.#setState('running');
    void this.#move();
  }

  pause(): void {
    const wasMoving = this.#shouldMove;
    this.#stepsAsked = 0;
    if (wasMoving) this.#standStill();
  }

  step(steps: number): void {
    if (this.#state !== 'paused') return;
    this.#stepsAsked += steps;
    void this.#move();
  }

  stop(reason?: string): void {
    if (this.ended) return;
    this.#report();
    this.#setState('stopped', reason === undefined ? {} : { reason });
  }

  /** Ends the run without a word: nobody is listening any more. */
  abandon(): void {
    if (this.ended) return;
    this.#state = 'stopped';
    void this.#letGo();
  }

  setLearningRate(value: number): void {
    if (!this.ended) this.run.trainer.setLearningRate(value);
  }

  setPace(epochsPerSecond: number | null): void {
    const { stepsPerEpoch } = this.run.trainer;
    const stepsPerSecond = epochsPerSecond === null ? null : epochsPerSecond * stepsPerEpoch;
    this.#pace.set(stepsPerSecond, this.options.host.now());
  }

  /** While the run stands still, or is over, the picture of the row is sent at once. */
  watchRow(row: number): void {
    this.#frames.watch(row);
    if (this.#state !== 'running') this.#frames.sendNow();
  }

  frameShown(sequence: number): void {
    this.#frames.shown(sequence);
  }

  /** The window has taken in part of a checkpoint. */
  numbersTaken(): void {
    this.#checkpoints.taken();
  }

  fail(problem: Problem): void {
    if (this.ended) return;
    this.#sendProgress();
    this.#setState('failed', { problem });
  }

  get #shouldMove(): boolean {
    return this.#state === 'running' || (this.#state === 'paused' && this.#stepsAsked > 0);
  }

  async #move(): Promise<void> {
    if (this.#moving) return;
    this.#moving = true;
    const { host } = this.options;
    try {
      while (this.#shouldMove) {
        const began = host.now();
        const rows = this.#slice(began + sliceMs);
        if (this.#shouldMove) this.#sendWhatIsDue();
        await this.#rest();
        const elapsed = host.now() - began;
        this.#trainedMs += elapsed;
        this.#rate.add(rows, elapsed);
      }
    } catch (error) {
      host.logError(error);
      this.fail(internalProblem);
    } finally {
      this.#moving = false;
    }
  }

  /**
   * Lets messages in, and waits for rows that are being read, and for the next update where a pace is set; that never long, so that
   * it can be changed at once.
   */
  async #rest(): Promise<void> {
    const { host } = this.options;
    if (this.#shouldMove) await this.run.trainer.ready();
    const waitMs = this.#state === 'running' ? this.#pace.waitMs(host.now()) : 0;
    await (waitMs > 0 ? host.sleep(Math.min(waitMs, sliceMs)) : host.yieldToMessages());
  }

  /** Trains until `deadline` or until there is something to do at once; returns the rows that went through. */
  #slice(deadline: number): number {
    const { trainer } = this.run;
    const { host } = this.options;
    let rows = 0;
    for (let now = host.now(); this.#shouldMove && now < deadline && !trainer.ready(); ) {
      const affordable =
        this.#msPerStep === null ? firstChunk : Math.floor((deadline - now) / this.#msPerStep);
      const wanted = this.#state === 'paused' ? this.#stepsAsked : this.#pace.allowance(now);
      if (wanted === 0) break;
      const before = trainer.step;
      const settledBefore = settledSteps(trainer);
      const advanced = trainer.advance(Math.max(1, Math.min(wanted, affordable)));
      const after = host.now();
      const steps = trainer.step - before;
      rows += advanced.rows;
      this.#pace.made(steps);
      if (steps > 0) this.#msPerStep = Math.max((after - now) / steps, 1e-6);
      const elapsedMs = this.#trainedMs + (after - deadline + sliceMs);
      this.#progress.add(advanced.losses, advanced.epoch && { ...advanced.epoch, elapsedMs });
      if (this.#state === 'paused')
        this.#stepsAsked = Math.max(0, this.#stepsAsked - (settledSteps(trainer) - settledBefore));
      if (advanced.problem) {
        // The trainer has gone back to the last good parameters, which are worth keeping.
        this.#report();
        this.fail(advanced.problem);
      } else if (advanced.stopped !== null) this.#finish(advanced.stopped);
      else if (this.#reachedEnd()) this.#finish();
      else if (this.#state === 'paused' && this.#stepsAsked === 0) this.#standStill();
      else if (steps === 0 && !trainer.evaluating && !advanced.epoch && !trainer.ready())
        throw new Error('internal: the trainer made no update');
      now = after;
    }
    return rows;
  }

  #reachedEnd(): boolean {
    return this.run.trainer.epoch >= this.options.untilEpoch;
  }

  #sendWhatIsDue(): void {
    const { host } = this.options;
    const now = host.now();
    if (this.#progress.due(now)) this.#sendProgress();
    if (this.#frames.due(now)) this.#frames.sendNow();
    if (this.#checkpoints.due(now)) this.#checkpoints.begin();
  }

  #standStill(): void {
    this.#report();
    this.#setState('paused');
  }

  #finish(reason?: string): void {
    this.#report();
    this.#setState('finished', reason === undefined ? {} : { reason });
  }

  /** Everything as it is now, before the run changes its state: nothing of it may follow the state. */
  #report(): void {
    this.#sendProgress();
    this.#frames.sendNow();
    this.#checkpoints.begin();
  }

  #sendProgress(): void {
    if (this.#progress.empty) return;
    const { trainer } = this.run;
    this.options.send({
      type: 'progress',
      runId: this.runId,
      step: trainer.step,
      epoch: trainer.epoch,
      samplesPerSecond: this.#rate.perSecond,
      ...this.#progress.take(this.options.host.now()),
    });
  }

  async #letGo(): Promise<void> {
    await this.run.trainer.reading;
    this.options.onEnd?.();
  }

  #setState(state: RunState, more: { reason?: string; problem?: Problem } = {}): void {
    this.#state = state;
    if (this.ended) void this.#letGo();
    this.#checkpoints.sendAfter({ type: 'state', runId: this.runId, state, ...more });
  }
}

/** Updates made; the last one of an epoch counts when its evaluation is done too. */
function settledSteps({ step, evaluating }: Run['trainer']): number {
  return evaluating ? step - 1 : step;
}

/** What the user is told of a bug of ours; its stack goes to the log. */
export const internalProblem: Problem = {
  code: 'engine.internal',
  message: 'The engine ran into an error of its own and had to end this.',
  hint: 'Save the project, then try again. If it happens again, please report it with the project file.',
};
