import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx';
import type { DatasetSpec } from '../../core/data/schema';
import type { Problem } from '../../core/graph/problem';
import type { Graph } from '../../core/graph/schema';
import type { Predictions } from '../../core/protocol';
import type { PackedParameters } from '../../core/train/schema';
import type { TrainingSettings } from '../../core/train/settings';
import type { EngineClient } from '../engine/engineClient';

/** What predictions are made of. A new object whenever something of it has changed; null while something is missing. */
export interface PredictionInput {
  graph: Graph;
  dataset: DatasetSpec;
  training: TrainingSettings;
  dataId: string;
  parameters: PackedParameters;
}

/** Between two rounds of predictions while training goes on. */
const restMs = 1000;
/** Where predicting is dear, it takes this share of the time at most. */
const share = 0.2;

/**
 * Predictions for every row, kept up with training while somebody looks at them: made anew after every checkpoint, one
 * round at a time, with a rest between two.
 */
export class PredictionStore {
  predictions: Predictions | null = null;
  problem: Problem | null = null;
  loading = false;
  /** What `predictions` was made of. */
  madeOf: PredictionInput | null = null;
  /** Of a table whose predictions come in pages: the first row of the page, among those in use. */
  firstRow = 0;

  private wanted: PredictionInput | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly stopWatching: () => void;

  constructor(
    private readonly engine: Pick<EngineClient, 'predict'>,
    input: () => PredictionInput | null,
    private readonly rest = restMs,
  ) {
    makeAutoObservable<this, 'engine' | 'rest' | 'wanted' | 'timer' | 'stopWatching'>(this, {
      predictions: observableRef,
      problem: observableRef,
      madeOf: observableRef,
      engine: false,
      rest: false,
      wanted: false,
      timer: false,
      stopWatching: false,
    });
    this.stopWatching = reaction(input, (next) => this.follow(next), { fireImmediately: true });
  }

  dispose(): void {
    this.stopWatching();
    this.wanted = null;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /** Shows another page as soon as the engine is free. */
  showPage(firstRow: number): void {
    this.firstRow = firstRow;
    if (this.loading) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    void this.predict();
  }

  private follow(input: PredictionInput | null): void {
    if (input?.dataId !== this.wanted?.dataId) this.firstRow = 0;
    this.wanted = input;
    if (!input) {
      this.predictions = null;
      this.problem = null;
    } else if (!this.loading && this.timer === null) void this.predict();
  }

  private async predict(): Promise<void> {
    const input = this.wanted;
    if (!input || this.loading) return;
    runInAction(() => {
      this.loading = true;
    });
    const began = performance.now();
    const { firstRow } = this;
    const answer = await this.engine.predict({ ...input, firstRow });
    const tookMs = performance.now() - began;
    runInAction(() => {
      this.loading = false;
      if (this.wanted === null) return;
      this.problem = answer.ok ? null : answer.problem;
      if (!answer.ok) return;
      this.predictions = answer.value;
      this.madeOf = input;
    });
    if (this.wanted === null) return;
    // Whoever turned the page waits for it; what training changes has time.
    if (this.firstRow !== firstRow) return this.predict();
    this.timer = setTimeout(
      () => {
        this.timer = null;
        if (this.wanted !== null && this.wanted !== input) void this.predict();
      },
      Math.max(this.rest, tookMs / share),
    );
  }
}
