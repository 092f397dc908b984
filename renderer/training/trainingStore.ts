import { compareStructural, makeAutoObservable, observableRef, reaction } from 'mobx';
import type { FittedColumn } from '../../core/data/schema';
import type { Problem } from '../../core/graph/problem';
import type { Project } from '../../core/graph/schema';
import type { CommandOf, EventOf } from '../../core/protocol';
import type { Checkpoint, Metrics, Parameters } from '../../core/train/schema';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';
import type { EngineExit } from '../engine/portSource';
import { FrameHub } from './frameHub';
import { Preview, type PreviewRequest } from './preview';
import { basisOf, parametersFit, runKey, startFrom, type TrainedResults } from './resume';
import { RowsInUse } from './rowsInUse';
import { RunHistory } from './runHistory';
import type { TrainingDocument } from './trainingDocument';

export type TrainState = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** What goes into the project file beside the document. */
export interface SavedTraining {
  parameters?: Parameters;
  encoders?: FittedColumn[];
  metrics?: Metrics;
  checkpoint?: Checkpoint;
}

/** Why training ended without being asked to. */
export interface Failure {
  kind: 'engine' | 'run';
  problem: Problem;
  /** Where the last checkpoint stands, from which training can go on. */
  resume: { epoch: number; step: number } | null;
}

/** What the user should know though nothing failed. */
export interface Notice {
  text: string;
  undoable: boolean;
}

/** What training needs to know about the data. */
export interface TrainingData {
  readonly summary: { readonly dataId: string } | null;
  readonly problem: Problem | null;
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
  rows: RowsInUse | null = null;
  /** The newest trained values; null before training and after a reset. */
  results: TrainedResults | null = null;
  history = new RunHistory();
  /** Training goes on until this many epochs stand. */
  untilEpoch = 0;
  readonly frames: FrameHub;

  private runId: string | null = null;
  private previewParameters: Parameters | null = null;
  /** What the run under way computes, as `runKey` writes it. */
  private startedKey = '';
  private startedUntil = 0;
  private startedEncoders: FittedColumn[] | null = null;
  private startedBasis: TrainedResults['basis'] | null = null;
  private stepsWaiting = 0;
  private restartsOnceStopped = false;
  private untilFrom = 0;
  private runCount = 0;
  /** Counts what could be saved; compared with what was. */
  private resultsVersion = 0;
  private writtenVersion = 0;
  private savedVersion = 0;
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
    makeAutoObservable<
      this,
      | 'previewParameters'
      | 'preview'
      | 'stops'
      | 'writtenVersion'
      | 'startedEncoders'
      | 'startedBasis'
      | 'beforeReset'
      | 'runCount'
    >(
      this,
      {
        document: false,
        data: false,
        engine: false,
        bridge: false,
        frames: false,
        failure: observableRef,
        notice: observableRef,
        rows: observableRef,
        results: observableRef,
        history: observableRef,
        previewParameters: observableRef,
        startedEncoders: false,
        startedBasis: false,
        beforeReset: false,
        runCount: false,
        writtenVersion: false,
        preview: false,
        stops: false,
        savedState: false,
      },
      { autoBind: true },
    );
    this.preview = new Preview(
      engine,
      () => this.previewRequest(),
      () => this.frames.clear(),
      previewDelayMs,
    );
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
          if (this.active) engine.send({ type: 'setLearningRate', runId: this.runId!, learningRate });
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
    if (!this.document.dataset) return 'Import a CSV file first: there is nothing to learn from yet.';
    if (!this.data.summary) {
      return this.data.problem?.message ?? 'The data file is not here. Locate it in the data panel.';
    }
    const { problems, plan } = this.document.analysis;
    const first = problems[0];
    if (first) {
      return problems.length === 1 ? first.message : `${first.message} (1 of ${problems.length} problems)`;
    }
    return plan ? null : 'The network is not complete.';
  }

  /** The parameters behind the activations on screen: the newest trained ones, or the first ones before training. */
  get shownParameters(): Parameters | null {
    const trained = this.active ? this.results : this.fittingResults;
    return trained?.parameters ?? this.previewParameters;
  }

  /** Trained values that fit the network as it is drawn now. */
  get fittingResults(): TrainedResults | null {
    const { plan } = this.document.analysis;
    return this.results && plan && parametersFit(this.results.parameters, plan) ? this.results : null;
  }

  /** True where the run under way is not what the document says any more. */
  get edited(): boolean {
    return this.active && this.startedKey !== '' && this.startedKey !== this.key;
  }

  get resultsDirty(): boolean {
    return this.resultsVersion !== this.savedVersion;
  }

  get canReset(): boolean {
    return this.active || this.results !== null || this.state !== 'idle';
  }

  /** Train, pause or resume. */
  toggle(): void {
    if (this.state === 'running') this.send({ type: 'pause', runId: this.runId! });
    else if (this.state === 'paused' && !this.mustRestart) this.send({ type: 'resume', runId: this.runId! });
    else if (this.state !== 'starting') this.start(false);
  }

  /** One update. */
  step(): void {
    if (this.state === 'running' || this.state === 'starting') return;
    if (this.state === 'paused' && !this.mustRestart) {
      this.send({ type: 'step', runId: this.runId!, steps: 1 });
      return;
    }
    this.start(true);
    if (this.active) this.stepsWaiting = 1;
  }

  stop(): void {
    if (this.active) this.send({ type: 'stop', runId: this.runId! });
  }

  /** Trains the network as it is drawn now, in place of the run under way. */
  applyEdits(): void {
    if (this.state === 'paused') this.start(true);
    else if (this.state === 'running') {
      // Its last checkpoint comes with the stop; what it learned goes on.
      this.restartsOnceStopped = true;
      this.stop();
    }
  }

  /** Back to the first weights. Can be taken back until training starts again. */
  reset(): void {
    if (!this.canReset) return;
    const { results } = this;
    this.beforeReset = results && { results, history: this.history };
    this.forget();
    if (results) {
      this.resultsVersion += 1;
      this.notice = { text: 'Back to the first weights.', undoable: true };
    }
  }

  undoReset(): void {
    const before = this.beforeReset;
    if (!before || this.active) return;
    this.beforeReset = null;
    this.results = before.results;
    this.history = before.history;
    this.state = 'stopped';
    this.resultsVersion += 1;
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
    const runId = this.active ? this.runId : this.preview.runId;
    if (runId) this.engine.send({ type: 'watchRow', runId, row: this.watchRow });
  }

  /** What training adds to the project file: nothing that would not fit the network in it. */
  savedState(): SavedTraining {
    this.writtenVersion = this.resultsVersion;
    const { results } = this;
    if (!results || !this.fittingResults) return {};
    if (basisOf(this.document).dataset !== results.basis.dataset) return { parameters: results.parameters };
    return {
      parameters: results.parameters,
      ...(results.encoders && { encoders: results.encoders }),
      ...(results.metrics && { metrics: results.metrics }),
      ...(results.checkpoint && { checkpoint: results.checkpoint }),
    };
  }

  /** Called once what `savedState` last gave is on disk. */
  markSaved(): void {
    this.savedVersion = this.writtenVersion;
  }

  /** Takes the results of a project that was opened; of a new one, forgets those of the last. */
  load(project: Project): void {
    this.forget();
    this.watchRow = 0;
    this.rows = null;
    this.savedVersion = this.resultsVersion;
    const { parameters, encoders, metrics, checkpoint, training } = project;
    if (!parameters) return;
    this.results = {
      parameters,
      checkpoint: checkpoint ?? null,
      metrics: metrics ?? null,
      encoders: encoders ?? null,
      basis: basisOf(project),
    };
    if (!metrics) return;
    this.history.restore(metrics);
    this.untilFrom = Math.floor(metrics.epoch / training.epochs) * training.epochs;
    this.untilEpoch = this.untilFrom + training.epochs;
    this.state = metrics.epoch > 0 && metrics.epoch % training.epochs === 0 ? 'finished' : 'stopped';
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
    return this.edited || this.untilFrom + this.document.training.epochs !== this.startedUntil;
  }

  private start(paused: boolean): void {
    const { plan } = this.document.analysis;
    const dataId = this.data.summary?.dataId;
    if (this.blocked !== null || !plan || dataId === undefined) return;
    if (this.active) this.send({ type: 'stop', runId: this.runId! });
    const from = startFrom(this.results, plan, this.document);
    this.notice = from.note === null ? null : { text: from.note, undoable: false };
    this.beforeReset = null;
    if (from.kind === 'exact') {
      const { metrics } = this.results!;
      this.history.rewind(from.checkpoint.step, metrics?.epoch ?? this.history.epoch, metrics);
    } else {
      this.history = new RunHistory();
      this.untilFrom = 0;
      if (from.kind === 'fresh') this.results = null;
    }
    const { training } = this.document;
    if (this.history.epoch >= this.untilFrom + training.epochs) this.untilFrom = this.history.epoch;
    this.untilEpoch = this.untilFrom + training.epochs;
    this.startedUntil = this.untilEpoch;
    this.startedKey = this.key;
    this.startedBasis = basisOf(this.document);
    this.failure = null;
    this.stepsWaiting = 0;
    this.restartsOnceStopped = false;
    this.state = 'starting';
    this.runCount += 1;
    this.runId = `run-${this.runCount}`;
    this.preview.yield();
    this.send({
      type: 'start',
      runId: this.runId,
      paused,
      ...this.inputs(dataId),
      parameters: 'parameters' in from ? from.parameters : null,
      checkpoint: from.kind === 'exact' ? from.checkpoint : null,
      untilEpoch: this.untilEpoch,
    });
  }

  private inputs(
    dataId: string,
  ): Pick<CommandOf<'start'>, 'graph' | 'dataset' | 'training' | 'dataId' | 'watchRow'> {
    const { graph, dataset, training } = this.document;
    return { graph, dataset: dataset!, training, dataId, watchRow: this.watchRow };
  }

  private previewRequest(): PreviewRequest | null {
    const dataId = this.data.summary?.dataId;
    if (this.active || this.blocked !== null || dataId === undefined || this.engine.status !== 'ready')
      return null;
    const results = this.fittingResults;
    const { parameters = null, checkpoint = null, metrics = null } = results ?? {};
    const samePace = results !== null && results.basis.pacing === basisOf(this.document).pacing;
    return {
      key: `${dataId} ${this.engine.generation} ${results ? this.resultsVersion : ''} ${this.key}`,
      command: {
        ...this.inputs(dataId),
        parameters,
        checkpoint: samePace ? checkpoint : null,
        untilEpoch: (metrics?.epoch ?? 0) + 1,
      },
    };
  }

  /** Ends a run without waiting for its last words, and drops all that training has produced. */
  private forget(): void {
    if (this.active) this.send({ type: 'stop', runId: this.runId! });
    this.runId = null;
    this.state = 'idle';
    this.failure = null;
    this.notice = null;
    this.results = null;
    this.history = new RunHistory();
    this.untilFrom = 0;
    this.untilEpoch = 0;
    this.startedKey = '';
    this.stepsWaiting = 0;
    this.restartsOnceStopped = false;
    this.previewParameters = null;
    this.frames.clear();
  }

  private onStarted(event: EventOf<'started'>): void {
    const isRun = event.runId === this.runId;
    if (!isRun && event.runId !== this.preview.runId) return;
    this.rows = RowsInUse.from(event);
    if (this.watchRow >= this.rows.total) this.setWatchRow(this.rows.total - 1);
    if (!isRun) return;
    this.startedEncoders = event.encoders;
    this.history.stepsPerEpoch = event.stepsPerEpoch;
    this.history.changed();
    const [note] = event.notes;
    if (note && !this.notice) this.notice = { text: note, undoable: false };
    if (this.stepsWaiting > 0) this.send({ type: 'step', runId: this.runId!, steps: this.stepsWaiting });
    this.stepsWaiting = 0;
  }

  private onProgress(event: EventOf<'progress'>): void {
    if (event.runId !== this.runId) return;
    this.history.append(event);
    if (!this.resultsDirty) this.resultsVersion += 1;
  }

  private onFrame(event: EventOf<'frame'>): void {
    const expected = this.active ? this.runId : (this.preview.runId ?? this.runId);
    if (event.runId === expected) this.frames.receive(event);
  }

  private onState(event: EventOf<'state'>): void {
    if (event.runId === this.preview.runId && event.state === 'failed') this.frames.clear();
    if (event.runId !== this.runId) return;
    this.state = event.state;
    this.history.changed();
    if (event.state === 'stopped' && this.restartsOnceStopped) this.start(false);
    if (event.state !== 'failed') return;
    const problem = event.problem ?? { code: 'run.failed', message: event.reason ?? 'Training failed.' };
    this.failure = { kind: 'run', problem, resume: null };
  }

  private onCheckpoint(event: EventOf<'checkpoint'>): void {
    if (event.runId === this.preview.runId) this.previewParameters = event.parameters;
    if (event.runId !== this.runId || !this.startedBasis) return;
    const { parameters, checkpoint, metrics } = event;
    this.results = {
      parameters,
      checkpoint,
      metrics,
      encoders: this.startedEncoders,
      basis: this.startedBasis,
    };
    this.resultsVersion += 1;
  }

  private onExit(exit: EngineExit): void {
    this.preview.yield();
    if (!this.active) return;
    const { metrics, checkpoint } = this.results ?? {};
    this.state = 'failed';
    this.failure = {
      kind: 'engine',
      problem: {
        code: 'engine.exited',
        message: `The engine stopped during training: ${exit.reason}.`,
        hint: 'The document is whole, and a new engine takes over.',
      },
      resume: checkpoint ? { epoch: metrics?.epoch ?? 0, step: checkpoint.step } : null,
    };
  }

  private send(command: CommandOf<'start' | 'pause' | 'resume' | 'step' | 'stop'>): void {
    this.engine.send(command);
  }
}
