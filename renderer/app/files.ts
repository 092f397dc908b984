import { makeAutoObservable, reaction, runInAction } from 'mobx';
import { newProject, parseProject } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import type { NeuroloomBridge, OpenedProject, Outcome } from '../../electron/ipc/contract';
import type { DataStore } from '../data/dataStore';
import { type DocumentStore, documentTree } from '../document/documentStore';
import type { TrainingStore } from '../training/trainingStore';
import { sendNumbers, withNumbers } from './largeProject';
import { nextTask } from './nextTask';
import { RecoveryCopies } from './recoveryCopies';
import type { ToastStore } from './toastStore';
import type { UiStore } from './uiStore';

export interface FilesContext {
  bridge: NeuroloomBridge;
  document: DocumentStore;
  training: Pick<TrainingStore, 'savedState' | 'load' | 'markSaved' | 'resultsDirty'>;
  data: Pick<DataStore, 'adopt'>;
  ui: Pick<UiStore, 'setStartScreen' | 'select' | 'canvas' | 'makeRoom'>;
  toasts: ToastStore;
}

/** A project to be shown, parsed; `saved` and `tree` as in `DocumentStore.load`. */
interface ShownProject extends Pick<OpenedProject, 'fileName' | 'hasData'> {
  project: Project;
  saved?: boolean;
  tree?: Project;
}

/** How long after an edit the unsaved document is written to the recovery file. */
const recoveryDelayMs = 1000;

/**
 * New, open, save and close. Whatever leaves the document asks first when it has unsaved changes. Main keeps the paths; this
 * only knows the file's name.
 */
export class Files {
  /** Last part of the file's path; null for a document that was never saved. */
  fileName: string | null = null;
  /** One dialog or transfer at a time. */
  busy = false;
  /** What was unsaved when the user said to save it or give it up, while a document is being left. */
  private decided: { snapshot: Project; results: boolean } | null = null;
  private readonly stops: (() => void)[] = [];
  private readonly copies = new RecoveryCopies(() => this.copyUnsaved(), recoveryDelayMs);

  constructor(private readonly context: FilesContext) {
    makeAutoObservable<this, 'context' | 'decided' | 'stops' | 'copies'>(
      this,
      { context: false, decided: false, stops: false, copies: false },
      { autoBind: true },
    );
  }

  get dirty(): boolean {
    return this.context.document.dirty || this.context.training.resultsDirty;
  }

  /** What the window is called by: the file's name, or the document's until it has a file. */
  get title(): string {
    return this.fileName ?? this.context.document.project.name;
  }

  /** Listens to main and keeps it informed. */
  start(): void {
    const { bridge, document } = this.context;
    this.stops.push(
      bridge.on('window:closeRequested', () => void this.close()),
      bridge.on('project:offered', ({ token }) => void this.openOffered(token)),
      reaction(
        () => ({ name: this.title, dirty: this.dirty }),
        (state) => void bridge.request('document:state', state),
        { fireImmediately: true, equals: (a, b) => a.name === b.name && a.dirty === b.dirty },
      ),
      reaction(
        () => ({ dirty: this.dirty, snapshot: document.snapshot() }),
        ({ dirty }) => {
          if (dirty) this.copies.changed();
        },
      ),
      reaction(
        () => this.dirty,
        (dirty) => {
          if (!dirty) void bridge.request('recovery:clear');
        },
      ),
    );
  }

  dispose(): void {
    for (const stop of this.stops.splice(0)) stop();
    this.copies.dispose();
  }

  newDocument(): Promise<boolean> {
    return this.exclusively(async () => {
      if (!(await this.mayLeave())) return false;
      await this.show('project:new', { project: newProject(), fileName: null, hasData: false });
      return true;
    });
  }

  open(): Promise<boolean> {
    return this.leaveFor((bridge) => bridge.request('project:open'));
  }

  openRecent(path: string): Promise<boolean> {
    return this.leaveFor((bridge) => bridge.request('project:openRecent', { path }));
  }

  /** A sample is opened to be watched: in a small window the palette makes room for the network. */
  async openSample(id: string): Promise<boolean> {
    const opened = await this.leaveFor((bridge) => bridge.request('project:openSample', { id }));
    if (opened) this.context.ui.makeRoom();
    return opened;
  }

  openOffered(token: string): Promise<boolean> {
    return this.leaveFor((bridge) => bridge.request('project:openOffered', { token }));
  }

  /** The document as it was before the program ended unexpectedly. It is unsaved until it is saved. */
  restore(): Promise<boolean> {
    return this.leaveFor((bridge) => bridge.request('recovery:restore'), { saved: false });
  }

  /** True once the document is in its file. */
  save({ saveAs = false } = {}): Promise<boolean> {
    return this.exclusively(() => this.write(saveAs));
  }

  /** Answers a request to close the window. */
  close(): Promise<boolean> {
    return this.exclusively(async () => {
      if (!(await this.mayLeave())) return false;
      await this.context.bridge.request('recovery:clear');
      await this.context.bridge.request('window:close');
      return true;
    });
  }

  private async leaveFor(
    ask: (bridge: NeuroloomBridge) => Promise<Outcome<OpenedProject>>,
    { saved = true } = {},
  ): Promise<boolean> {
    return this.exclusively(async () => {
      if (!(await this.mayLeave())) return false;
      const outcome = await ask(this.context.bridge);
      if (outcome.status === 'failed') this.context.toasts.error(outcome.problem);
      if (outcome.status !== 'done') return false;
      return this.adopt(outcome.value, saved);
    });
  }

  private async adopt(opened: OpenedProject, saved: boolean): Promise<boolean> {
    const whole = await withNumbers(this.context.bridge, opened);
    // Checked, made a document and drawn one after the other: the window answers in between.
    await nextTask();
    const parsed = parseProject(whole);
    if (!parsed.ok) {
      this.context.toasts.error(parsed.problem);
      return false;
    }
    await nextTask();
    const tree = documentTree(parsed.project);
    await nextTask();
    if (!(await this.mayLeave())) return false;
    await this.show('project:shown', { ...opened, project: parsed.project, saved, tree });
    return true;
  }

  /** Main is told in the same breath: no edit comes in between, and what the stores then ask is about the new document. */
  private async show(
    tell: 'project:new' | 'project:shown',
    { project, fileName, hasData, saved = true, tree = documentTree(project) }: ShownProject,
  ): Promise<void> {
    const { document, training, ui, bridge } = this.context;
    const told = bridge.request(tell);
    document.load(project, { saved, tree });
    training.load(project);
    void this.context.data.adopt(hasData ? () => bridge.request('project:data') : null);
    this.fileName = fileName;
    ui.select([]);
    ui.setStartScreen(false);
    ui.canvas?.showFirst();
    await told;
  }

  /**
   * True where nothing would be lost, or the user has decided. Asked another time, it is about what was changed since then: while
   * a save was being written, or the next project read.
   */
  private async mayLeave(): Promise<boolean> {
    const { document, training, bridge } = this.context;
    while (this.hasUndecided()) {
      const asked = { snapshot: document.snapshot(), results: training.resultsDirty };
      const answer = await bridge.request('document:askUnsaved', { name: this.title });
      if (answer === 'cancel' || (answer === 'save' && !(await this.write(false)))) return false;
      this.decided = asked;
    }
    return true;
  }

  /** Whether there are changes that the user has not been asked about. Results of a training that goes on count as the same. */
  private hasUndecided(): boolean {
    const { document, training } = this.context;
    const newResults = training.resultsDirty && !this.decided?.results;
    return newResults || (document.dirty && document.snapshot() !== this.decided?.snapshot);
  }

  private async write(saveAs: boolean): Promise<boolean> {
    const { bridge, document, training, toasts } = this.context;
    document.commit();
    const snapshot = document.snapshot();
    const sent = await sendNumbers(bridge, this.wholeProject());
    const outcome = await bridge.request('project:save', { ...sent, saveAs });
    if (outcome.status === 'failed') toasts.error(outcome.problem);
    if (outcome.status !== 'done') return false;
    runInAction(() => {
      const { fileName, name } = outcome.value;
      this.fileName = fileName;
      document.adoptName(name);
      document.markSaved({ ...snapshot, name });
      training.markSaved();
    });
    return true;
  }

  /** Not while something else is done with the document, which takes a new copy or needs none. */
  private async copyUnsaved(): Promise<void> {
    if (this.busy) return this.copies.changed();
    const { bridge } = this.context;
    const sent = await sendNumbers(bridge, this.wholeProject());
    if (this.dirty) await bridge.request('recovery:write', sent);
  }

  /** The document with what training found, as it stands in the file. */
  wholeProject(): Project {
    const { document, training } = this.context;
    return { ...document.snapshot(), ...training.savedState() };
  }

  private async exclusively(task: () => Promise<boolean>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await task();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.context.toasts.error({ message: `That did not work: ${reason}` });
      return false;
    } finally {
      this.decided = null;
      runInAction(() => {
        this.busy = false;
      });
    }
  }
}
