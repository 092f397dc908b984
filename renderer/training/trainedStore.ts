import { makeAutoObservable, observableRef } from 'mobx';
import type { FittedColumn } from '../../core/data/schema';
import type { Project } from '../../core/graph/schema';
import type { SavedHistory } from '../../core/train/history';
import type { Checkpoint, Metrics, PackedParameters } from '../../core/train/schema';
import { basisOf, parametersFit, type TrainedResults } from './resume';
import type { TrainingDocument } from './trainingDocument';

/** What goes into the project file beside the document. */
export interface SavedTraining {
  parameters?: PackedParameters;
  encoders?: FittedColumn[];
  metrics?: Metrics;
  checkpoint?: Checkpoint;
  history?: SavedHistory;
}

/** The newest trained values, and whether they are in the file. */
export class TrainedStore {
  /** Null before training and after a reset. */
  results: TrainedResults | null = null;
  /** Counts what could be saved; compared with what was. */
  version = 0;
  /** First weights that the project gives itself, in place of drawn ones: those of a textbook, for example. */
  private given: TrainedResults | null = null;
  private savedVersion = 0;
  private writtenVersion = 0;

  constructor(private readonly document: TrainingDocument) {
    makeAutoObservable<this, 'document' | 'writtenVersion' | 'given'>(
      this,
      { results: observableRef, document: false, writtenVersion: false, given: false, savedState: false },
      { autoBind: true },
    );
  }

  get dirty(): boolean {
    return this.version !== this.savedVersion;
  }

  /** The results, where they fit the network as it is drawn now. */
  get fitting(): TrainedResults | null {
    const { plan } = this.document.analysis;
    return this.results && plan && parametersFit(this.results.parameters, plan) ? this.results : null;
  }

  keep(results: TrainedResults | null): void {
    this.results = results;
    this.version += 1;
  }

  /** Back to the first weights: the project's own, or none, so that they are drawn. */
  toFirst(): void {
    this.keep(this.given);
  }

  /** Training has moved on, though its values have not come yet. */
  touch(): void {
    if (!this.dirty) this.version += 1;
  }

  /** What training adds to the project file: nothing that would not fit the network in it. */
  savedState(): SavedTraining {
    this.writtenVersion = this.version;
    const { fitting } = this;
    if (!fitting) return {};
    const { parameters, encoders, metrics, checkpoint, basis } = fitting;
    if (basisOf(this.document).dataset !== basis.dataset) return { parameters };
    return {
      parameters,
      ...(encoders && { encoders }),
      ...(metrics && { metrics }),
      ...(checkpoint && { checkpoint }),
    };
  }

  /** Called once what `savedState` last gave is on disk. */
  markSaved(): void {
    this.savedVersion = this.writtenVersion;
  }

  /** Takes what stands in a project that was opened. */
  load(project: Project): void {
    const { parameters, encoders, metrics, checkpoint, training } = project;
    this.results = parameters
      ? {
          parameters,
          checkpoint: checkpoint ?? null,
          metrics: metrics ?? null,
          encoders: encoders ?? null,
          training,
          basis: basisOf(project),
        }
      : null;
    // Without a trace of training they are where training starts.
    this.given = checkpoint || metrics ? null : this.results;
    this.version += 1;
    this.savedVersion = this.version;
  }
}
