import { makeAutoObservable, observable, observableRef, runInAction } from 'mobx';
import type { ColumnType, DatasetSpec } from '../../core/data/schema';
import { type DataSource, type GeneratorSource, sourcePath } from '../../core/data/source';
import type { ImportProgress } from '../../core/data/summary';
import type { Problem } from '../../core/graph/problem';
import type { Graph } from '../../core/graph/schema';
import type { DataSummary } from '../../core/protocol';
import type { NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';
import { acceptChanges, hasChanged } from './fileChanges';
import { initialChoices } from './importChoices';
import { sourceKey } from './sourceKey';

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
  /** How the file is read, as the user wants it; null where main does not say. */
  source: DataSource | null;
  /** How it was read at first, by what was found in it. */
  detected: DataSource | null;
  /** Types that the user chose: the file is read with them, and what does not fit is counted. */
  types: Record<string, ColumnType>;
  /** Why the file could not be read again with other options; what was read before still stands. */
  problem: Problem | null;
}

type Ask = () => Promise<Outcome<DataSummary> | null>;
/** What becomes of a file that was read. */
type Take = (summary: DataSummary) => void;

interface Reading {
  /** What was asked for, which tells one reading from another. */
  ask: Ask;
  /** Of the file, where it is known. */
  name: string | null;
  /** How far it has come; null before the first report. */
  progress: ImportProgress | null;
}

/** Which file the document's data comes from, what it holds, and the way a new one comes in. */
export class DataStore {
  /** Why the data file of the document, or the one to import, could not be read. */
  problem: Problem | null = null;
  pending: PendingImport | null = null;
  /** The reading under way; what one before it brings is not wanted any more. */
  private reading: Reading | null = null;
  /** Every table seen, by its source, so that undoing an import finds the last one again. */
  private readonly seen = observable.map<string, DataSummary>([], { deep: false });

  constructor(
    private readonly bridge: Pick<NeuroloomBridge, 'request' | 'openDropped' | 'on'>,
    readonly engine: EngineClient,
    private readonly document: DataDocument,
  ) {
    makeAutoObservable<this, 'bridge' | 'document' | 'seen' | 'reading'>(
      this,
      {
        engine: false,
        bridge: false,
        document: false,
        seen: false,
        problem: observableRef,
        pending: observableRef,
        reading: observableRef,
      },
      { autoBind: true },
    );
    bridge.on('data:progress', ({ fileName, progress }) => this.report(fileName, progress));
  }

  /** A file is being chosen or read. */
  get importing(): boolean {
    return this.reading !== null;
  }

  /** Name of the file that is being read, where it is known. */
  get readingName(): string | null {
    return this.reading?.name ?? null;
  }

  /** How far reading has come; null before the first report. */
  get progress(): ImportProgress | null {
    return this.reading?.progress ?? null;
  }

  /** What the document's data holds; null without any, or while its file is missing. */
  get summary(): DataSummary | null {
    const { dataset } = this.document;
    return (dataset && this.seen.get(sourceKey(dataset.source))) ?? null;
  }

  /** True where the document names a file that is not there. */
  get missing(): boolean {
    return this.document.dataset !== null && this.summary === null && !this.importing;
  }

  /** What is different in the file since the project last read it, a sentence each. */
  get changes(): readonly string[] {
    const { summary } = this;
    const { dataset } = this.document;
    return summary && dataset && hasChanged(dataset.source, summary) ? (summary.changes ?? []) : [];
  }

  /** Asks for a data file and opens the import dialog with it. */
  import(): Promise<void> {
    return this.read(null, () => this.bridge.request('data:import'), this.offer);
  }

  /** The same for a file that was dropped on the window. */
  importDropped(file: File): Promise<void> {
    return this.read(file.name, () => this.bridge.openDropped(file), this.offer);
  }

  /** Reads the file in the import dialog again, with other options or types. */
  async reread(
    source: DataSource,
    types: Record<string, ColumnType>,
    choices: DatasetSpec | null = this.pending?.choices ?? null,
  ): Promise<void> {
    const { pending } = this;
    if (!pending) return;
    const { detected } = pending;
    const { dataId, fileName } = pending.summary;
    this.pending = { ...pending, source, types, problem: null };
    await this.read(
      fileName,
      () => this.bridge.request('data:reimport', { dataId, source, types }),
      (summary) => {
        if (!this.pending) return;
        const next = initialChoices(summary, choices, types);
        this.pending = pendingOf(summary, next, { source: summary.source ?? source, detected, types });
      },
    );
    runInAction(() => {
      if (!this.pending || !this.problem) return;
      this.pending = { ...this.pending, problem: this.problem };
      this.problem = null;
    });
  }

  /** Makes rows up, and takes them as the document's data; `draw` gives the network that comes with it. */
  generate(source: GeneratorSource, draw: ((dataset: DatasetSpec) => Graph) | null): Promise<void> {
    return this.read(
      null,
      () => this.bridge.request('data:generate', { source }),
      (summary) => {
        const choices = { ...initialChoices(summary), source: summary.source ?? source };
        this.setData(summary, choices, draw?.(choices));
      },
    );
  }

  /** Opens the import dialog with the document's file, to read it with other options. */
  reopen(): void {
    const { summary } = this;
    const { dataset } = this.document;
    if (summary && dataset && !this.importing) this.pending = pendingOf(summary, dataset);
  }

  /** Another document is there: waits for what main says of its data, where it has any. */
  adopt(ask: Ask | null): Promise<void> {
    this.pending = null;
    // What was opened for the last document, main may have closed; what was being read for it is not waited for.
    this.seen.clear();
    this.reading = null;
    this.problem = null;
    const { dataset } = this.document;
    if (!ask || !dataset) return Promise.resolve();
    return this.read(null, ask, (summary) => this.seen.set(sourceKey(dataset.source), summary));
  }

  /** Asks where a missing file has gone. A file with the same columns takes its place at once. */
  async locate(): Promise<void> {
    const { dataset } = this.document;
    const path = dataset && sourcePath(dataset.source);
    if (!dataset || path === null) return;
    await this.read(
      null,
      () => this.bridge.request('data:locate', { path }),
      (summary) => this.replaceFile(summary, dataset),
    );
  }

  /** Takes the file as it is now: columns that are gone leave the data set, new ones come in ignored. */
  acceptFile(): void {
    const { summary } = this;
    const { dataset } = this.document;
    if (summary && dataset) this.setData(summary, acceptChanges(dataset, summary));
  }

  /** What the import dialog would make of the file. */
  setChoices(choices: DatasetSpec): void {
    if (this.pending) this.pending = { ...this.pending, choices };
  }

  /** Makes the file in the import dialog the document's data; `graph` comes with it as one undo step. */
  apply(choices: DatasetSpec, graph?: Graph): void {
    const { pending } = this;
    if (!pending) return;
    this.setData(pending.summary, choices, graph);
    this.pending = null;
  }

  /** Closes the import dialog, and stops what is being read for it. */
  cancelImport(): void {
    this.pending = null;
    if (this.importing) this.stopReading();
  }

  /** Stops the import that is under way. */
  stopReading(): void {
    void this.bridge.request('data:cancelImport');
  }

  dismissProblem(): void {
    this.problem = null;
  }

  private report(fileName: string, progress: ImportProgress): void {
    if (this.reading) this.reading = { ...this.reading, name: this.reading.name ?? fileName, progress };
  }

  private async read(name: string | null, ask: Ask, take: Take): Promise<void> {
    if (this.importing) return;
    this.reading = { ask, name, progress: null };
    const isWanted = () => this.reading?.ask === ask;
    this.problem = null;
    try {
      const outcome = await ask();
      runInAction(() => {
        if (!isWanted()) return;
        if (outcome?.status === 'failed') this.problem = outcome.problem;
        if (outcome?.status === 'done') take(outcome.value);
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      runInAction(() => {
        if (!isWanted()) return;
        this.problem = { code: 'data.read', message: `The file could not be read: ${reason}` };
      });
    } finally {
      runInAction(() => {
        if (isWanted()) this.reading = null;
      });
    }
  }

  /** Puts a file that was just read into the import dialog. */
  private offer(summary: DataSummary): void {
    const choices = initialChoices(summary, this.document.dataset);
    this.pending = pendingOf(summary, choices);
  }

  private replaceFile(summary: DataSummary, dataset: DatasetSpec): void {
    const names = new Set(summary.columns.map(({ name }) => name));
    if (!dataset.columns.every(({ name }) => names.has(name))) this.offer(summary);
    else this.setData(summary, { ...dataset, source: summary.source ?? moved(dataset.source, summary.path) });
  }

  private setData(summary: DataSummary, dataset: DatasetSpec, graph?: Graph): void {
    this.seen.set(sourceKey(dataset.source), summary);
    this.document.setDataset(dataset, graph);
    this.problem = null;
  }
}

function pendingOf(
  summary: DataSummary,
  choices: DatasetSpec,
  more: Partial<PendingImport> = {},
): PendingImport {
  const source = summary.source ?? null;
  return { summary, choices, source, detected: source, types: {}, problem: null, ...more };
}

function moved(source: DataSource, path: string): DataSource {
  return source.kind === 'generator' ? source : { ...source, path };
}
