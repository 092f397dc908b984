import { makeAutoObservable, observableRef } from 'mobx';
import { standaloneAction, type UndoManager, undoMiddleware } from 'mobx-keystone';
import type { Project } from '../../core/graph/schema';

/** Runs a change as one action on the document's tree, so that the undo middleware records its patches. */
const runEdit = standaloneAction('document/edit', (project: Project, change: (project: Project) => void) =>
  change(project),
);

interface LiveGroup {
  key: string;
  group: ReturnType<UndoManager['createGroup']>;
  label: string;
}

/**
 * Undo and redo of a document. An edit is one step; the edits of a live gesture (typing, scrubbing, holding an arrow key)
 * share a key and become one step, which ends with `commit` or with any other edit.
 */
export class EditHistory {
  readonly manager: UndoManager;
  private live: LiveGroup | null = null;
  private readonly project: Project;

  constructor(project: Project) {
    this.project = project;
    this.manager = undoMiddleware(project, undefined, { maxUndoLevels: 500 });
    makeAutoObservable<this, 'project' | 'live'>(
      this,
      { manager: false, project: false, live: observableRef },
      { autoBind: true },
    );
  }

  get canUndo(): boolean {
    return this.live !== null || this.manager.canUndo;
  }

  get canRedo(): boolean {
    return this.live === null && this.manager.canRedo;
  }

  /** What undo would take back, for the menu; null when there is nothing. */
  get undoLabel(): string | null {
    return this.live?.label ?? labelOf(this.manager.undoQueue.at(-1));
  }

  get redoLabel(): string | null {
    return this.canRedo ? labelOf(this.manager.redoQueue.at(-1)) : null;
  }

  edit(label: string, change: (project: Project) => void): void {
    this.commit();
    this.manager.withGroup(label, () => runEdit(this.project, change));
  }

  /** An edit of a gesture that goes on; all with this key become one step. */
  editLive(key: string, label: string, change: (project: Project) => void): void {
    if (this.live?.key !== key) {
      this.commit();
      this.live = { key, label, group: this.manager.createGroup(label) };
    }
    this.live.group.continue(() => runEdit(this.project, change));
  }

  /** A change that undo passes over. */
  editSilently(change: (project: Project) => void): void {
    this.commit();
    this.manager.withoutUndo(() => runEdit(this.project, change));
  }

  /** Ends the gesture under way. */
  commit(): void {
    const live = this.live;
    this.live = null;
    live?.group.end();
  }

  undo(): void {
    this.commit();
    if (this.manager.canUndo) this.manager.undo();
  }

  redo(): void {
    this.commit();
    if (this.manager.canRedo) this.manager.redo();
  }

  dispose(): void {
    this.manager.dispose();
  }
}

function labelOf(event: UndoManager['undoQueue'][number] | undefined): string | null {
  return event && 'groupName' in event ? (event.groupName ?? null) : null;
}
