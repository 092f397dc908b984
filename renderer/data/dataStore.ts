import { makeAutoObservable } from 'mobx';
import type { DatasetSpec } from '../../core/data/schema';
import type { Problem } from '../../core/graph/problem';
import type { Graph } from '../../core/graph/schema';
import type { DataSummary } from '../../core/protocol';
import type { NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';

/** What the data store needs of the document. */
export interface DataDocument {
  readonly graph: Graph;
  readonly dataset: DatasetSpec | null;
  /** Sets the data set, and where given the graph, as one undo step. */
  setDataset(dataset: DatasetSpec, graph?: Graph): void;
}

/** Which file the document's data comes from, what it holds, and the way a new one comes in. */
export class DataStore {
  problem: Problem | null = null;
  importing = false;
  /** A file that was read and waits in the import dialog for its roles. */
  pending: DataSummary | null = null;

  constructor(
    private readonly bridge: NeuroloomBridge,
    readonly engine: EngineClient,
    private readonly document: DataDocument,
  ) {
    makeAutoObservable(this, { engine: false });
  }

  /** What the document's data file holds; null without one, or while it is missing. */
  get summary(): DataSummary | null {
    return null;
  }

  async import(): Promise<void> {
    this.bridge;
    this.document;
  }

  async importDropped(_file: File): Promise<void> {}

  /** Takes what main says of the data file of a project that was opened. */
  adopt(_outcome: Outcome<DataSummary> | null): void {}

  async locate(): Promise<void> {}
}
