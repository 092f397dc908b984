import { compareStructural, makeAutoObservable, observableRef, reaction } from 'mobx';
import type { Project } from '../../core/graph/schema';
import type { EventOf } from '../../core/protocol';
import type { PackedParameters } from '../../core/train/schema';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';
import type { EngineExit } from '../engine/portSource';
import { type TrainingData, whyBlocked } from './blocked';
import { EpochGoal } from './epochGoal';
import { engineFailure, type Failure, runFailure } from './failure';
import { FrameHub } from './frameHub';
import { Preview } from './preview';
import { basisOf, runKey, startFrom, type TrainedResults } from './resume';
import { RowsInUse } from './rowsInUse';
import { RunHistory } from './runHistory';
import { defaultSpeed, epochsPerSecond, type Speed } from './speed';
import { type RunCommand, runInputs, type StartedRun } from './startedRun';
import { type SavedTraining, TrainedStore } from './trainedStore';
import type { TrainingDocument } from './trainingDocument';
import type { TrainState } from './trainState';

/** What the user should know though nothing failed. */
export interface Notice {
  text: string;
  undoable: boolean;
}

/**
 * Training as the window sees it: what the engine is doing, what came out of it, and from where the next run begins. The
 * latest checkpoint lives here, so that neither a crash of the engine nor closing the file loses it.
 */
export class TrainingStore {
  state: TrainState = 'idle';
  failure: Failure | null = null;
  notice: Notice | null = null;
  /** Row whose neurons are shown, among the rows in use. */
  watchRow = 0;
  speed: Speed = defaultSpeed;
  rows: RowsInUse | null = null;
  history = new RunHistory();
  readonly goal = new EpochGoal();
  readonly frames: FrameHub;
  readonly trained: TrainedStore;

  /** The run that was begun last; null once it is forgotten. */
  private run: StartedRun | null = null;
  private runCount = 0;
  private beforeReset: { results: TrainedResults; history: RunHistory } | null = null;
  private readonly preview: Preview;
  private readonly stops: (() => void)[];

  constructor(
    readonly document: TrainingDocument,
    readonly data: TrainingData,
    readonly engine: EngineClient,
    readonly bridge: Pick<NeuroloomBridge, 'request'>,
    { previewDelayMs = 120, frames }: { previewDelayMs?: number; frames?: FrameHub } = {},
  ) {
    this.frames =
      frames ?? new FrameHub(({ runId, sequence }) => engine.send({ type: 'frameShown', runId, sequence }));
    this.trained = new TrainedStore(document);
    makeAutoObservable<this, 'run' | 'preview' | 'stops' | 'beforeReset' | 'runCount'>(
      this,
      {
        document: false,
        data: false,
        engine: false,
        bridge: false,
        frames: false,
        goal: false,
        failure: observableRef,
        notice: observableRef,
        rows: observableRef,
        history: observableRef,
        run: observableRef,
        beforeReset: false,
        runCount: false,
        preview: false,
        stops: false,
        trained: false,
      },
      { autoBind: true },
    );
    this.preview = new Preview(this, previewDelayMs);
    this.stops = [
      engine.on('started', this.onStarted),
      engine.on('progress', this.onProgress),
      engine.on('frame', this.onFrame),
      engine.on('state', this.onState),
      engine.on('checkpoint', this.onCheckpoint),
      engine.onExit(this.onExit),
      reaction(
        () => this.document.training.optimizer.learningRate,
        (learningRate) => {
          if (this.active) this.tell({ type: 'setLearningRate', learningRate });
        },
        { equals: compareStructural },
      ),
    ];
  }

  /** True while the engine holds a run that goes on or can go on. */
  get active(): boolean {
    return this.state === 'starting' || this.state === 'running' || this.state === 'paused';
  }

  /** Why training cannot start, for the tooltip of the button; null where it can. */
  get blocked(): string | null {
    return whyBlocked(this.document, this.data);
  }

  /** The newest trained values; null before training and after a reset. */
  get results(): TrainedResults | null {
    return this.trained.results;
  }

  /** The results that are shown: those of the run under way, or those that fit the network as it is drawn now. */
  get shownResults(): TrainedResults | null {
    return this.active ? this.results : this.trained.fitting;
  }

  /** The parameters behind the activations on screen: the newest trained ones, or the first ones before training. */
  get shownParameters(): PackedParameters | null {
    return this.shownResults?.parameters ?? this.preview.parameters;
  }

  /** True where what was trained no longer fits the network as it is drawn now. */
  get outdated(): boolean {
    return this.results !== null && this.shownResults === null;
  }

  /** True where the run under way is not what the document says any more. */
  get edited(): boolean {
    return this.active && this.run !== null && this.run.key !== this.key;
  }

  get resultsDirty(): boolean {
    return this.trained.dirty;
  }

  get canReset(): boolean {
    return this.active || this.results !== null || this.state !== 'idle';
  }

  /** Train, pause or resume. */
  toggle(): void {
    if (this.state === 'running') this.tell({ type: 'pause' });
    else if (this.state === 'paused' && !this.mustRestart) this.tell({ type: 'resume' });
    else if (this.state !== 'starting') this.start(false);
  }

  /** One update. */
  step(): void {
    if (this.state === 'running' || this.state === 'starting') return;
    if (this.state === 'paused' && !this.mustRestart) {
      this.tell({ type: 'step', steps: 1 });
      return;
    }
    this.start(true, 1);
  }

  stop(): void {
    if (this.active) this.tell({ type: 'stop' });
  }

  /** Trains the network as it is drawn now, in place of the run under way. */
  applyEdits(): void {
    if (this.state === 'paused') this.start(true);
    else if (this.state === 'running' && this.run) {
      // Its last checkpoint comes with the stop; what it learned goes on.
      this.run.restartsOnceStopped = true;
      this.stop();
    }
  }

  /** Back to the first weights. Can be taken back until training starts again. */
  reset(): void {
    if (!this.canReset) return;
    const { results } = this;
    this.beforeReset = results && { results, history: this.history };
    this.forget();
    this.trained.toFirst();
    if (results) {
      this.notice = { text: 'Back to the first weights.', undoable: true };
    }
  }

  undoReset(): void {
    const before = this.beforeReset;
    if (!before || this.active) return;
    this.beforeReset = null;
    this.trained.keep(before.results);
    this.history = before.history;
    this.state = 'stopped';
    this.notice = null;
  }

  /** After a failure: goes on from the last checkpoint. */
  continueRun(): void {
    if (this.state === 'failed') this.start(false);
  }

  /** After a failure: begins with the first weights. */
  startAgain(): void {
    if (this.state !== 'failed') return;
    this.forget();
    this.trained.toFirst();
    this.start(false);
  }

  dismissNotice(): void {
    this.notice = null;
  }

  dismissFailure(): void {
    this.failure = null;
    if (this.state === 'failed') this.state = this.results ? 'stopped' : 'idle';
  }

  setWatchRow(row: number): void {
    const last = this.rows ? this.rows.total - 1 : row;
    this.watchRow = Math.max(0, Math.min(Math.floor(row), last));
    const runId = this.active ? this.run?.id : this.preview.runId;
    if (runId) this.engine.send({ type: 'watchRow', runId, row: this.watchRow });
  }

  /** Acts at once on a run under way. */
  setSpeed(speed: Speed): void {
    this.speed = speed;
    if (this.active) this.tell({ type: 'setPace', epochsPerSecond: epochsPerSecond(speed, this.goal.span) });
  }

  /** What training adds to the project file: nothing that would not fit the network in it. */
  savedState(): SavedTraining {
    const saved = this.trained.savedState();
    const history = saved.metrics && this.history.upTo(saved.metrics);
    return history ? { ...saved, history } : saved;
  }

  /** Called once what `savedState` last gave is on disk. */
  markSaved(): void {
    this.trained.markSaved();
  }

  /** Takes the results of a project that was opened; of a new one, forgets those of the last. */
  load(project: Project): void {
    this.forget();
    this.watchRow = 0;
    this.rows = null;
    this.beforeReset = null;
    this.trained.load(project);
    const metrics = this.results?.metrics;
    if (!metrics) return;
    const { epochs } = project.training;
    this.history.restore(metrics, project.history);
    this.goal.restore(metrics.epoch, epochs);
    this.state = metrics.epoch > 0 && metrics.epoch % epochs === 0 ? 'finished' : 'stopped';
  }

  dispose(): void {
    this.preview.dispose();
    for (const stop of this.stops) stop();
  }

  private get key(): string {
    return runKey(this.document);
  }

  /** True where a paused run cannot simply go on: the document has changed since it began. */
  private get mustRestart(): boolean {
    return this.edited || !this.goal.isFor(this.document.training.epochs);
  }

  private start(paused: boolean, stepsWaiting = 0): void {
    const { plan } = this.document.analysis;
    const dataId = this.data.summary?.dataId;
    if (this.blocked !== null || !plan || dataId === undefined) return;
    this.stop();
    if (this.engine.gaveUp) void this.bridge.request('engine:restart');
    const from = startFrom(this.results, plan, this.document);
    this.notice = from.note === null ? null : { text: from.note, undoable: false };
    this.beforeReset = null;
    if (from.kind === 'exact') {
      const { metrics } = this.results!;
      this.history.rewind(from.checkpoint.step, metrics?.epoch ?? this.history.epoch, metrics);
    } else {
      this.history = new RunHistory();
      this.goal.reset();
      if (from.kind === 'fresh') this.trained.keep(null);
    }
    this.goal.start(this.history.epoch, this.document.training.epochs);
    this.failure = null;
    this.state = 'starting';
    this.runCount += 1;
    this.run = {
      id: `run-${this.runCount}`,
      key: this.key,
      training: this.document.training,
      basis: basisOf(this.document),
      encoders: null,
      stepsWaiting,
      restartsOnceStopped: false,
    };
    this.preview.yield();
    this.engine.send({
      type: 'start',
      runId: this.run.id,
      paused,
      ...runInputs(this.document, dataId, this.watchRow),
      parameters: 'parameters' in from ? from.parameters : null,
      checkpoint: from.kind === 'exact' ? from.checkpoint : null,
      untilEpoch: this.goal.until,
      epochsPerSecond: epochsPerSecond(this.speed, this.goal.span),
    });
  }

  /** Ends a run without waiting for its last words, and drops all that training has produced. */
  private forget(): void {
    this.stop();
    this.run = null;
    this.state = 'idle';
    this.failure = null;
    this.notice = null;
    if (this.results) this.trained.keep(null);
    this.history = new RunHistory();
    this.goal.reset();
    this.preview.forget();
    this.frames.clear();
  }

  private onStarted(event: EventOf<'started'>): void {
    const run = this.runOf(event);
    if (!run && event.runId !== this.preview.runId) return;
    this.rows = RowsInUse.from(event);
    if (this.watchRow >= this.rows.total) this.setWatchRow(this.rows.total - 1);
    if (!run) return;
    run.encoders = event.encoders;
    this.history.stepsPerEpoch = event.stepsPerEpoch;
    this.history.changed();
    const [note] = event.notes;
    if (note && !this.notice) this.notice = { text: note, undoable: false };
    if (run.stepsWaiting > 0) this.tell({ type: 'step', steps: run.stepsWaiting });
    run.stepsWaiting = 0;
  }

  private onProgress(event: EventOf<'progress'>): void {
    if (!this.runOf(event)) return;
    this.history.append(event);
    this.trained.touch();
  }

  private onFrame(event: EventOf<'frame'>): void {
    const shown = this.active ? this.run?.id : (this.preview.runId ?? this.run?.id);
    if (event.runId === shown) this.frames.receive(event);
  }

  private onState(event: EventOf<'state'>): void {
    const run = this.runOf(event);
    if (!run) return;
    this.state = event.state;
    this.history.changed();
    if (event.state === 'stopped' && run.restartsOnceStopped) this.start(false);
    if (event.state === 'failed') this.failure = runFailure(event);
    // Early stopping says which epoch was the best.
    if (event.state === 'finished' && event.reason) this.notice = { text: event.reason, undoable: false };
  }

  private onCheckpoint(event: EventOf<'checkpoint'>): void {
    const run = this.runOf(event);
    if (!run) return;
    const { parameters, checkpoint, metrics } = event;
    const { encoders, training, basis } = run;
    this.trained.keep({ parameters, checkpoint, metrics, encoders, training, basis });
  }

  private onExit(exit: EngineExit): void {
    this.preview.yield();
    if (!this.active) return;
    this.state = 'failed';
    this.failure = engineFailure(exit, this.results);
  }

  /** The run that an event belongs to; null for one of another run. */
  private runOf({ runId }: { runId: string }): StartedRun | null {
    return this.run?.id === runId ? this.run : null;
  }

  private tell(command: RunCommand): void {
    if (this.run) this.engine.send({ ...command, runId: this.run.id });
  }
}
