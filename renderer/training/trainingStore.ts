import { makeAutoObservable } from 'mobx';
import type { FittedColumn } from '../../core/data/schema';
import type { Project } from '../../core/graph/schema';
import type { Checkpoint, Metrics, Parameters } from '../../core/train/schema';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import type { DataStore } from '../data/dataStore';
import type { EngineClient } from '../engine/engineClient';
import type { TrainingDocument } from './trainingDocument';

export type TrainState = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** What goes into the project file beside the document. */
export interface SavedTraining {
  parameters?: Parameters;
  encoders?: FittedColumn[];
  metrics?: Metrics;
  checkpoint?: Checkpoint;
}

export class TrainingStore {
  state: TrainState = 'idle';
  resultsDirty = false;
  watchRow = 0;

  constructor(
    readonly document: TrainingDocument,
    readonly data: DataStore,
    readonly engine: EngineClient,
    readonly bridge: NeuroloomBridge,
  ) {
    makeAutoObservable(this, { document: false, data: false, engine: false, bridge: false });
  }

  /** Train, pause or resume. */
  toggle(): void {}
  step(): void {}
  stop(): void {}
  /** Back to the first weights. */
  reset(): void {}
  setWatchRow(row: number): void {
    this.watchRow = row;
  }
  savedState(): SavedTraining {
    return {};
  }
  /** Called once the results are on disk. */
  markSaved(): void {
    this.resultsDirty = false;
  }
  /** Takes the results of a project that was opened; of a new one, forgets those of the last. */
  load(_project: Pick<Project, 'parameters' | 'encoders' | 'metrics' | 'checkpoint'>): void {}
}
