import { observable, runInAction } from 'mobx';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newProject } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import type {
  Channel,
  MainEvents,
  NeuroloomBridge,
  OpenedProject,
  Outcome,
  ResultOf,
} from '../../electron/ipc/contract';
import { DocumentStore } from '../document/documentStore';
import { Files } from './files';
import { ToastStore } from './toastStore';
import { UiStore } from './uiStore';

/** Main as the window sees it: notes what it is asked, and answers what the test says. */
class FakeMain {
  readonly asked: [Channel, unknown][] = [];
  answers: Partial<{ [C in Channel]: ResultOf[C] }> = {};
  private readonly listeners = new Map<string, (payload: never) => void>();

  readonly bridge: NeuroloomBridge = {
    request: (async (channel: Channel, argument?: unknown) => {
      this.asked.push([channel, argument]);
      return this.answers[channel] ?? null;
    }) as NeuroloomBridge['request'],
    on: (event, listener) => {
      this.listeners.set(event, listener);
      return () => this.listeners.delete(event);
    },
    openDropped: async () => ({ status: 'cancelled' }),
  };

  emit<E extends keyof MainEvents>(event: E, payload: MainEvents[E]): void {
    (this.listeners.get(event) as ((payload: MainEvents[E]) => void) | undefined)?.(payload);
  }

  count(channel: Channel): number {
    return this.asked.filter(([name]) => name === channel).length;
  }

  last<T>(channel: Channel): T {
    return this.asked.findLast(([name]) => name === channel)?.[1] as T;
  }
}

const done = <T>(value: T): Outcome<T> => ({ status: 'done', value });
const iris: Project = { ...newProject('Iris'), parameters: { dense1: { bias: [1, 2] } } };
const opened = (project: unknown, fileName: string | null = 'iris.nloom'): Outcome<OpenedProject> =>
  done({ project, fileName, hasData: false });

describe('files', () => {
  let main: FakeMain;
  let document: DocumentStore;
  let toasts: ToastStore;
  let ui: UiStore;
  let files: Files;
  let training: {
    resultsDirty: boolean;
    loaded: unknown;
    savedState(): object;
    load(project: unknown): void;
    markSaved(): void;
  };
  let adopted: unknown[];

  beforeEach(() => {
    vi.useFakeTimers();
    main = new FakeMain();
    document = new DocumentStore();
    toasts = new ToastStore();
    ui = new UiStore();
    adopted = [];
    training = observable({
      resultsDirty: false,
      loaded: null as unknown,
      savedState: () => ({ parameters: { dense1: { bias: [3] } } }),
      load(project: unknown) {
        runInAction(() => {
          training.loaded = project;
        });
      },
      markSaved() {
        training.resultsDirty = false;
      },
    });
    const data = {
      async adopt(outcome: unknown) {
        adopted.push(outcome);
      },
    };
    files = new Files({ bridge: main.bridge, document, training, data, ui, toasts } as ConstructorParameters<
      typeof Files
    >[0]);
    files.start();
  });

  afterEach(() => {
    files.dispose();
    vi.useRealTimers();
  });

  it('opens a project: document, trained values and data each go to their store', async () => {
    main.answers['project:open'] = opened(iris);
    expect(await files.open()).toBe(true);
    expect(document.project.name).toBe('Iris');
    expect(training.loaded).toMatchObject({ parameters: { dense1: { bias: [1, 2] } } });
    expect(adopted).toEqual([null]);
    expect([files.fileName, files.dirty, ui.startScreen]).toEqual(['iris.nloom', false, false]);
    expect(main.last('document:state')).toEqual({ name: 'iris.nloom', dirty: false });
  });

  it('says why a file could not be opened, and keeps the document', async () => {
    main.answers['project:open'] = { status: 'failed', problem: { code: 'x', message: 'It is not there.' } };
    document.setName('Mine');
    main.answers['document:askUnsaved'] = 'discard';
    expect(await files.open()).toBe(false);
    expect(toasts.toasts.map(({ message }) => message)).toEqual(['It is not there.']);
    expect(document.project.name).toBe('Mine');
  });

  it('never saves over a file that it could not read', async () => {
    main.answers['project:open'] = opened(iris);
    await files.open();
    main.answers['project:open'] = opened({ ...iris, training: { epochs: 'many' } }, 'broken.nloom');
    expect(await files.open()).toBe(false);
    expect(toasts.toasts[0]?.message).toContain('training.epochs');
    expect(document.project.name).toBe('Iris');
    // Main was never told that it is shown: the document is still that of its own file.
    expect(files.fileName).toBe('iris.nloom');
    expect(main.count('project:shown')).toBe(1);
  });

  it('saves the document together with what training found', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    runInAction(() => {
      training.resultsDirty = true;
    });
    expect(files.dirty).toBe(true);
    main.answers['project:save'] = done({ fileName: 'mine.nloom', name: 'mine' });
    expect(await files.save({ saveAs: true })).toBe(true);
    const { project, saveAs } = main.last<{ project: Project; saveAs: boolean }>('project:save');
    expect(saveAs).toBe(true);
    expect(project.graph.nodes).toHaveLength(1);
    expect(project.parameters).toEqual({ dense1: { bias: [3] } });
    expect([files.dirty, files.fileName, document.project.name]).toEqual([false, 'mine.nloom', 'mine']);
    document.history.undo();
    expect([document.project.graph.nodes.length, document.project.name]).toEqual([0, 'mine']);
    document.history.redo();
    expect(files.dirty).toBe(false);
    expect(main.last('document:state')).toEqual({ name: 'mine.nloom', dirty: false });
  });

  it('stays dirty where saving failed or was called off', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['project:save'] = { status: 'cancelled' };
    expect(await files.save()).toBe(false);
    main.answers['project:save'] = { status: 'failed', problem: { code: 'x', message: 'The disk is full.' } };
    expect(await files.save()).toBe(false);
    expect([files.dirty, toasts.toasts.length]).toEqual([true, 1]);
  });

  it.each([
    ['cancel', false, 'Untitled'],
    ['discard', true, 'Iris'],
    ['save', true, 'Iris'],
  ] as const)('asks about unsaved changes before leaving: %s', async (answer, leaves, name) => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = answer;
    main.answers['project:save'] = done({ fileName: 'mine.nloom', name: 'mine' });
    main.answers['project:openSample'] = opened(iris, null);
    expect(await files.openSample('iris')).toBe(leaves);
    expect(document.project.name).toBe(name);
    expect(main.count('project:save')).toBe(answer === 'save' ? 1 : 0);
  });

  it('does not leave when saving was called off in between', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = 'save';
    main.answers['project:save'] = { status: 'cancelled' };
    expect(await files.newDocument()).toBe(false);
    expect(document.isEmpty).toBe(false);
  });

  /** Holds the answer to a request back until the test gives it. */
  function held<C extends Channel>(channel: C, answer: ResultOf[C]): () => void {
    let give = () => {};
    const answered = new Promise<void>((resolve) => {
      give = resolve;
    });
    main.answers[channel] = answered.then(() => answer) as never;
    return give;
  }

  it.each([
    ['cancel', false, 'Untitled'],
    ['discard', true, 'Iris'],
    ['save', true, 'Iris'],
  ] as const)('asks about an edit made while the next project is read: %s', async (answer, leaves, name) => {
    const read = held('project:open', opened(iris));
    const opening = files.open();
    await vi.waitFor(() => expect(main.count('project:open')).toBe(1));
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = answer;
    main.answers['project:save'] = done({ fileName: 'mine.nloom', name: 'mine' });
    read();
    expect(await opening).toBe(leaves);
    expect([document.project.name, document.isEmpty]).toEqual([name, leaves]);
    // The edit is saved before main hears of the new document, so it goes to the file of the one before.
    const told = main.asked.map(([channel]) => channel).filter((each) => /^project:(save|shown)$/.test(each));
    expect(told).toEqual([
      ...(answer === 'save' ? ['project:save'] : []),
      ...(leaves ? ['project:shown'] : []),
    ]);
  });

  it('asks once about changes that were given up, and anew the next time', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = 'discard';
    main.answers['project:open'] = { status: 'cancelled' };
    expect(await files.open()).toBe(false);
    main.answers['project:open'] = opened(iris);
    expect(await files.open()).toBe(true);
    expect(main.count('document:askUnsaved')).toBe(2);
  });

  it('does not ask about the results of a training that goes on after they were given up', async () => {
    runInAction(() => {
      training.resultsDirty = true;
    });
    main.answers['document:askUnsaved'] = 'discard';
    main.answers['project:open'] = opened(iris);
    expect(await files.open()).toBe(true);
    expect(main.count('document:askUnsaved')).toBe(1);
  });

  it('asks about an edit made while the document is saved before it closes', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = 'save';
    const saved = held('project:save', done({ fileName: 'mine.nloom', name: 'mine' }));
    const closing = files.close();
    await vi.waitFor(() => expect(main.count('project:save')).toBe(1));
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = 'cancel';
    saved();
    expect(await closing).toBe(false);
    expect([main.count('document:askUnsaved'), main.count('window:close')]).toEqual([2, 0]);
  });

  it('starts anew without a file', async () => {
    main.answers['project:open'] = opened(iris);
    await files.open();
    expect(await files.newDocument()).toBe(true);
    expect([document.project.name, files.fileName, files.dirty]).toEqual(['Untitled', null, false]);
    expect(main.count('project:new')).toBe(1);
  });

  it('closes the window once the question is answered, and not when it is called off', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    main.answers['document:askUnsaved'] = 'cancel';
    main.emit('window:closeRequested', null);
    await vi.advanceTimersByTimeAsync(0);
    expect(main.count('window:close')).toBe(0);
    main.answers['document:askUnsaved'] = 'discard';
    main.emit('window:closeRequested', null);
    await vi.advanceTimersByTimeAsync(0);
    expect(main.count('window:close')).toBe(1);
    expect(main.count('recovery:clear')).toBe(1);
  });

  it('opens a file that was handed to the program', async () => {
    main.answers['project:openOffered'] = opened(iris);
    main.emit('project:offered', { token: 't', fileName: 'iris.nloom' });
    await vi.waitFor(() => expect(document.project.name).toBe('Iris'));
    expect(main.last('project:openOffered')).toEqual({ token: 't' });
  });

  it('keeps a copy of unsaved work within a second or so, and throws it away once saved', async () => {
    document.addNode('dense', { x: 0, y: 0 });
    document.addNode('dense', { x: 0, y: 0 });
    expect(main.count('recovery:write')).toBe(0);
    await vi.advanceTimersByTimeAsync(1100);
    expect(main.count('recovery:write')).toBe(1);
    expect(main.last<{ project: Project }>('recovery:write').project.graph.nodes).toHaveLength(2);
    main.answers['project:save'] = done({ fileName: 'mine.nloom', name: 'mine' });
    await files.save();
    await vi.advanceTimersByTimeAsync(3000);
    expect([main.count('recovery:write'), main.count('recovery:clear')]).toEqual([1, 1]);
  });

  it('restores unsaved work as unsaved', async () => {
    main.answers['recovery:restore'] = opened(iris, null);
    expect(await files.restore()).toBe(true);
    expect([document.project.name, files.dirty]).toEqual(['Iris', true]);
  });

  it('does one thing at a time', async () => {
    main.answers['project:open'] = opened(iris);
    const [first, second] = await Promise.all([files.open(), files.open()]);
    expect([first, second]).toEqual([true, false]);
  });
});
