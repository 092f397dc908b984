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

  private follow(input: PredictionInput | null): void {
    this.wanted = input;
    if (!input) {
      this.predictions = null;
      this.problem = null;
    } else if (!this.loading && this.timer === null) void this.predict();
  }

  private async predict(): Promise<void> {
    const input = this.wanted;
    if (!input) return;
    runInAction(() => {
      this.loading = true;
    });
    const began = performance.now();
    const answer = await this.engine.predict(input);
    const tookMs = performance.now() - began;
    runInAction(() => {
      this.loading = false;
      if (this.wanted === null) return;
      this.problem = answer.ok ? null : answer.problem;
      if (answer.ok) this.predictions = answer.value;
    });
    if (this.wanted === null) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        if (this.wanted !== null && this.wanted !== input) void this.predict();
      },
      Math.max(this.rest, tookMs / share),
    );
  }
}
