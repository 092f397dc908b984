import { compareStructural, computed, type IComputedValue, makeAutoObservable, observableRef } from 'mobx';
import { getSnapshot, toTreeNode, type UndoManager } from 'mobx-keystone';
import type { Compilation } from '../../core/compile/compile';
import type { ColumnSpec, DatasetSpec, ImageSpec } from '../../core/data/schema';
import type { Endpoint } from '../../core/graph/edges';
import { newProject } from '../../core/graph/project';
import type { Edge, Graph, GraphNode, Project } from '../../core/graph/schema';
import { findNodeKind } from '../../core/nodes';
import type { TrainingSettings } from '../../core/train/settings';
import { copyFragment, type Fragment, placeFragment } from './clipboard';
import { type CompileInput, compileInput, compileProject } from './compileInput';
import { changeColumns, changeImages, changeSplit } from './datasetEdits';
import { deepEqual } from './deepEqual';
import { EditHistory } from './editHistory';
import { connectInGraph, newNode, type Point, removeFromGraph } from './graphEdits';
import { NodeIds } from './ids';
import { FactsByNode, type NodeFacts } from './nodeFacts';
import { plain } from './plain';
import { changeSettings, settingsDiffer, settingsRefusal } from './settingsEdits';
import { validateField } from './validate';

export interface EditOptions {
  /** Part of a gesture that goes on (typing, scrubbing): joins the step before it until `commit`. */
  live?: boolean;
}

/**
 * The document: the project as a mobx-keystone tree. Its snapshot is the project file, the compiler's input and the undo
 * state. Trained values are not in it; they live in the training store and join the file when it is saved.
 */
export class DocumentStore {
  private tree: Project;
  private editing: EditHistory;
  /** The snapshot that stands in the file; null for a document that exists nowhere else. */
  private saved: Project | null;
  private readonly ids = new NodeIds();
  private readonly facts = new FactsByNode(() => this.analysis);
  private readonly input: IComputedValue<CompileInput>;

  constructor(project: Project = newProject()) {
    this.tree = documentTree(project);
    this.editing = new EditHistory(this.tree);
    this.saved = getSnapshot(this.tree) as Project;
    this.input = computed(() => compileInput(this.snapshot()), { equals: compareStructural });
    makeAutoObservable<this, 'tree' | 'editing' | 'saved' | 'ids' | 'facts' | 'input'>(
      this,
      {
        tree: observableRef,
        editing: observableRef,
        saved: observableRef,
        ids: false,
        facts: false,
        input: false,
        snapshot: false,
        node: false,
        factsOf: false,
        copy: false,
      },
      { autoBind: true },
    );
  }

  get project(): Project {
    return this.tree;
  }

  /** The graph as plain data. */
  get graph(): Graph {
    return this.snapshot().graph;
  }

  /** The data set as plain data. */
  get dataset(): DatasetSpec | null {
    return this.snapshot().dataset;
  }

  /** The training settings as plain data. */
  get training(): TrainingSettings {
    return this.snapshot().training;
  }

  get history(): EditHistory {
    return this.editing;
  }

  get undo(): UndoManager {
    return this.editing.manager;
  }

  /** Shapes, parameter counts and problems. Moving a node does not compile anew. */
  get analysis(): Compilation {
    return compileProject(this.input.get());
  }

  get dirty(): boolean {
    return this.saved === null || !deepEqual(this.snapshot(), this.saved);
  }

  get nodesById(): ReadonlyMap<string, GraphNode> {
    return new Map(this.tree.graph.nodes.map((node) => [node.id, node]));
  }

  get isEmpty(): boolean {
    return this.tree.graph.nodes.length === 0;
  }

  node(id: string): GraphNode | undefined {
    return this.nodesById.get(id);
  }

  factsOf(id: string): NodeFacts {
    return this.facts.of(id);
  }

  /** The document as plain data. Immutable, and shares with earlier snapshots what did not change. */
  snapshot(): Project {
    return getSnapshot(this.tree) as Project;
  }

  /**
   * Puts another project in this one's place. `saved` says whether the same stands in a file; `tree` is what `documentTree` has made
   * of it before, where that is to be a task of its own.
   */
  load(project: Project, { saved = true, tree }: { saved?: boolean; tree?: Project } = {}): void {
    this.editing.dispose();
    this.facts.clear();
    this.tree = tree ?? documentTree(project);
    this.editing = new EditHistory(this.tree);
    this.saved = saved ? this.snapshot() : null;
  }

  /** Says which snapshot the file holds now. */
  markSaved(snapshot: Project = this.snapshot()): void {
    this.saved = withoutTraining(snapshot);
  }

  /** Ends a live gesture, so that it becomes one step. */
  commit(): void {
    this.editing.commit();
  }

  addNode(
    kind: string,
    position: Point,
    options: { params?: Record<string, unknown>; wireFrom?: Endpoint; wireTo?: Endpoint } = {},
  ): string {
    const id = this.nextId(kind);
    const definition = findNodeKind(kind);
    const node = newNode(kind, id, position, options.params);
    this.editing.edit(`Add ${definition?.label ?? kind}`, ({ graph }) => {
      graph.nodes.push(node);
      const input = definition?.inputs[0];
      const output = definition?.outputs[0];
      if (options.wireFrom && input)
        connectInGraph(graph, options.wireFrom, { nodeId: id, port: input.name });
      if (options.wireTo && output) connectInGraph(graph, { nodeId: id, port: output.name }, options.wireTo);
    });
    return id;
  }

  removeNodes(nodeIds: Iterable<string>, edges: readonly Edge[] = []): void {
    const gone = new Set(nodeIds);
    this.editing.edit(gone.size > 0 ? 'Delete nodes' : 'Delete wire', ({ graph }) =>
      removeFromGraph(graph, gone, edges),
    );
  }

  moveNodes(
    positions: ReadonlyMap<string, Point>,
    { live, label = 'Move nodes' }: EditOptions & { label?: string } = {},
  ): void {
    this.change(live ? `move ${[...positions.keys()].join(' ')}` : null, label, ({ graph }) => {
      for (const node of graph.nodes) {
        const to = positions.get(node.id);
        if (to && (to.x !== node.position.x || to.y !== node.position.y))
          node.position = { x: to.x, y: to.y };
      }
    });
  }

  connect(from: Endpoint, to: Endpoint): void {
    this.editing.edit('Draw wire', ({ graph }) => connectInGraph(graph, from, to));
  }

  disconnect(edges: readonly Edge[]): void {
    this.editing.edit('Delete wire', ({ graph }) => removeFromGraph(graph, new Set(), edges));
  }

  /** Takes one wire away and draws another, as one step: an end of a wire was dragged to another port. */
  rewire(edge: Edge, from: Endpoint, to: Endpoint): void {
    this.editing.edit('Move wire', ({ graph }) => {
      removeFromGraph(graph, new Set(), [edge]);
      connectInGraph(graph, from, to);
    });
  }

  /** Sets a parameter. Returns why it was refused, or null; a refused value changes nothing. */
  setParam(nodeId: string, key: string, value: unknown, { live }: EditOptions = {}): string | null {
    const node = this.node(nodeId);
    const schema = node && findNodeKind(node.kind)?.params.shape[key];
    if (!node || !schema) return 'This node has no such parameter.';
    const checked = validateField(schema, value);
    if (!checked.ok) return checked.message;
    if (deepEqual(plain(node[key]), checked.value)) return null;
    this.change(
      live ? `param ${nodeId} ${key}` : null,
      `Change ${schema.meta()?.title?.toLowerCase() ?? key}`,
      () => {
        node[key] = checked.value;
      },
    );
    return null;
  }

  /** Gives a node a name of its own; an empty one takes it back. */
  rename(nodeId: string, name: string): void {
    const node = this.node(nodeId);
    const trimmed = name.trim();
    if (!node || trimmed === (node.name ?? '')) return;
    this.editing.edit('Rename node', () => {
      if (trimmed) node.name = trimmed;
      else delete node.name;
    });
  }

  setName(name: string): void {
    const trimmed = name.trim();
    if (!trimmed || trimmed === this.tree.name) return;
    this.editing.edit('Rename document', (project) => {
      project.name = trimmed;
    });
  }

  /** The name that saving gave a document without one; no step of its own to undo. */
  adoptName(name: string): void {
    this.editing.editSilently((project) => {
      project.name = name;
    });
  }

  /** Sets the data set, and where given the graph that goes with it, as one step. */
  setDataset(dataset: DatasetSpec | null, graph?: Graph): void {
    this.editing.edit(dataset ? 'Import data' : 'Remove data', (project) => {
      project.dataset = dataset && structuredClone(plain(dataset));
      if (graph) project.graph = structuredClone(plain(graph));
    });
  }

  setColumn(name: string, patch: Partial<ColumnSpec>): void {
    this.setColumns(new Map([[name, patch]]));
  }

  /** Changes several columns as one step; a field set to undefined is taken away. */
  setColumns(patches: ReadonlyMap<string, Partial<ColumnSpec>>): void {
    this.editing.edit(patches.size === 1 ? 'Change column' : 'Change columns', ({ dataset }) => {
      if (dataset) changeColumns(dataset, patches);
    });
  }

  setSplit(patch: Partial<DatasetSpec['split']>, { live }: EditOptions = {}): void {
    this.change(live ? `split ${Object.keys(patch)}` : null, 'Change split', ({ dataset }) => {
      if (dataset) changeSplit(dataset, patch);
    });
  }

  /** Says which runs of columns are pictures. */
  setImages(images: readonly ImageSpec[]): void {
    this.editing.edit('Change images', ({ dataset }) => {
      if (dataset) changeImages(dataset, images);
    });
  }

  /** Changes training settings. Returns why they were refused, or null; refused settings change nothing. */
  setTraining(patch: Partial<TrainingSettings>, { live }: EditOptions = {}): string | null {
    const refusal = settingsRefusal(patch);
    if (refusal !== null || !settingsDiffer(this.tree.training, patch)) return refusal;
    this.change(live ? `training ${Object.keys(patch)}` : null, 'Change training settings', ({ training }) =>
      changeSettings(training, patch),
    );
    return null;
  }

  /** The chosen nodes as text for the clipboard. */
  copy(nodeIds: ReadonlySet<string>): string | null {
    return copyFragment(this.snapshot().graph, nodeIds);
  }

  /** Adds copied nodes, under new ids. Returns those. */
  paste(fragment: Fragment, origin?: Point, label = 'Paste nodes'): string[] {
    const taken = this.snapshot().graph.nodes.map((node) => node.id);
    const { nodes, edges } = placeFragment(plain(fragment), (kind) => this.ids.next(kind, taken), origin);
    this.editing.edit(label, ({ graph }) => {
      graph.nodes.push(...nodes);
      graph.edges.push(...edges);
    });
    return nodes.map((node) => node.id);
  }

  private nextId(kind: string): string {
    return this.ids.next(kind, this.nodesById.keys());
  }

  private change(liveKey: string | null, label: string, change: (project: Project) => void): void {
    if (liveKey === null) this.editing.edit(label, change);
    else this.editing.editLive(liveKey, label, change);
  }
}

/** A project as the document holds it. */
export function documentTree(project: Project): Project {
  return toTreeNode(withoutTraining(project));
}

/** Trained values are kept by the training store and not by the document. */
function withoutTraining(project: Project): Project {
  const {
    parameters: _parameters,
    encoders: _encoders,
    metrics: _metrics,
    history: _history,
    checkpoint: _checkpoint,
    ...rest
  } = project;
  return rest;
}
