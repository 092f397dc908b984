import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx';
import type { DatasetSpec } from '../../core/data/schema';
import { sourcePath } from '../../core/data/source';
import type { Problem } from '../../core/graph/problem';
import type { Graph } from '../../core/graph/schema';
import type { DataSummary } from '../../core/protocol';
import type { NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';
import { initialChoices } from './importChoices';

/** What the data store needs of the document. */
export interface DataDocument {
  readonly graph: Graph;
  readonly dataset: DatasetSpec | null;
  /** Sets the data set, and where given the graph, as one undo step. */
  setDataset(dataset: DatasetSpec, graph?: Graph): void;
}

/** A file that was read and waits in the import dialog. */
export interface PendingImport {
  summary: DataSummary;
  choices: DatasetSpec;
}

/** Which file the document's data comes from, what it holds, and the way a new one comes in. */
export class DataStore {
  /** Why the data file of the document, or the one to import, could not be read. */
  problem: Problem | null = null;
  /** A file is being chosen or read. */
  importing = false;
  /** Name of the file that is being read, where it is known. */
  readingName: string | null = null;
  pending: PendingImport | null = null;
  /** Every file seen, by path, so that undoing an import finds the last one again. */
  private readonly seen = observable.map<string, DataSummary>([], { deep: false });

  constructor(
    private readonly bridge: Pick<NeuroloomBridge, 'request' | 'openDropped'>,
    readonly engine: EngineClient,
    private readonly document: DataDocument,
  ) {
    makeAutoObservable<this, 'bridge' | 'document' | 'seen'>(
      this,
      {
        engine: false,
        bridge: false,
        document: false,
        seen: false,
        problem: observableRef,
        pending: observableRef,
      },
      { autoBind: true },
    );
  }

  /** What the document's data file holds; null without one, or while it is missing. */
  get summary(): DataSummary | null {
    const { dataset } = this.document;
    const path = dataset && sourcePath(dataset.source);
    return (path !== null && this.seen.get(path)) || null;
  }

  /** True where the document names a file that is not there. */
  get missing(): boolean {
    return this.document.dataset !== null && this.summary === null && !this.importing;
  }

  /** Asks for a CSV file and opens the import dialog with it. */
  import(): Promise<void> {
    return this.read(null, () => this.bridge.request('data:import'));
  }

  /** The same for a file that was dropped on the window. */
  importDropped(file: File): Promise<void> {
    return this.read(file.name, () => this.bridge.openDropped(file));
  }

  /** Takes what main says of the data file of a project that was opened. */
  adopt(outcome: Outcome<DataSummary> | null): void {
    this.pending = null;
    // What was opened for the last document, main may have closed.
    this.seen.clear();
    this.problem = outcome?.status === 'failed' ? outcome.problem : null;
    if (outcome?.status === 'done') this.remember(outcome.value);
  }

  /** Asks where a missing file has gone. A file with the same columns takes its place at once. */
  async locate(): Promise<void> {
    const { dataset } = this.document;
    const path = dataset && sourcePath(dataset.source);
    if (!dataset || path === null) return;
    await this.read(null, () => this.bridge.request('data:locate', { path }), dataset);
  }

  /** Makes the file in the import dialog the document's data; `graph` comes with it as one undo step. */
  apply(choices: DatasetSpec, graph?: Graph): void {
    this.document.setDataset(choices, graph);
    this.pending = null;
    this.problem = null;
  }

  cancelImport(): void {
    this.pending = null;
  }

  dismissProblem(): void {
    this.problem = null;
  }

  private async read(
    name: string | null,
    ask: () => Promise<Outcome<DataSummary>>,
    replacing: DatasetSpec | null = null,
  ): Promise<void> {
    if (this.importing) return;
    this.importing = true;
    this.readingName = name;
    try {
      const outcome = await ask();
      runInAction(() => this.take(outcome, replacing));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      runInAction(() => {
        this.problem = { code: 'data.read', message: `The file could not be read: ${reason}` };
      });
    } finally {
      runInAction(() => {
        this.importing = false;
        this.readingName = null;
      });
    }
  }

  private take(outcome: Outcome<DataSummary>, replacing: DatasetSpec | null): void {
    switch (outcome.status) {
      case 'cancelled':
        return;
      case 'failed':
        this.problem = outcome.problem;
        return;
      case 'done': {
        const summary = outcome.value;
        this.remember(summary);
        this.problem = null;
        if (replacing && hasColumns(summary, replacing)) {
          const source = { ...replacing.source, path: summary.path } as DatasetSpec['source'];
          if (summary.path !== sourcePath(replacing.source))
            this.document.setDataset({ ...replacing, source });
        } else {
          this.pending = { summary, choices: initialChoices(summary, this.document.dataset) };
        }
        return;
      }
      default:
        throw outcome satisfies never;
    }
  }

  private remember(summary: DataSummary): void {
    this.seen.set(summary.path, summary);
  }
}

function hasColumns(summary: DataSummary, dataset: DatasetSpec): boolean {
  const names = new Set(summary.columns.map(({ name }) => name));
  return dataset.columns.every(({ name }) => names.has(name));
}
