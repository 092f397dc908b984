import { makeAutoObservable, observable, observableRef } from 'mobx';
import type { Endpoint } from '../../core/graph/edges';
import type { ThemeChoice } from '../../electron/ipc/contract';
import type { Point } from '../document/graphEdits';

export type LeftTab = 'nodes' | 'data';
export type BottomTab = 'charts' | 'table' | 'outputs' | 'plan' | 'problems';
export type Side = 'left' | 'right' | 'bottom';

/** What the menu, the keyboard and the Problems panel may ask of the canvas. It registers itself while it is there. */
export interface CanvasApi {
  /** Brings the whole network into view. */
  fit(): void;
  /** Brings into view as much of the network as can be read, from its beginning. */
  showFirst(): void;
  zoomIn(): void;
  zoomOut(): void;
  tidy(): void;
  /** Brings a node into view and selects it. */
  focusNode(nodeId: string): void;
  /** Opens the add menu at the pointer, or in the middle of the view. */
  openAddMenu(): void;
  /** Adds a node in the middle of the view. */
  addInView(kind: string): void;
  /** Where the pointer is in the graph, while it is over the canvas. */
  pointer(): Point | null;
}

/** The add menu: where it opens, where its node goes, and the loose end of a wire it should take up. */
export interface AddMenu {
  screen: Point;
  flow: Point;
  wireFrom?: Endpoint;
  wireTo?: Endpoint;
}

export interface Neuron {
  nodeId: string;
  neuron: number;
}

/** CSS pixels from which on both side panels fit beside a network of six columns. */
const roomyWidth = 1440;

/** What the window shows; nothing of it is in the document. */
export class UiStore {
  readonly selectedNodes = observable.set<string>();
  /** Keys of the selected wires, as `edgeKey` writes them. */
  readonly selectedEdges = observable.set<string>();
  /** The neuron under inspection. */
  neuron: Neuron | null = null;

  /** Key of the wire under the pointer. */
  pointedWire: string | null = null;

  leftTab: LeftTab = 'nodes';
  bottomTab: BottomTab = 'charts';
  readonly open: Record<Side, boolean> = { left: true, right: true, bottom: true };

  startScreen = true;
  commandPalette = false;
  exportOpened = false;
  makeDataOpened = false;
  /** Whether the split of the data is being changed, beside the data panel. */
  splitOpened = false;
  addMenu: AddMenu | null = null;
  /** The node whose name is being edited on its card. */
  renaming: string | null = null;
  theme: ThemeChoice = 'system';
  canvas: CanvasApi | null = null;
  /** The nodes copied last, for where the system clipboard may not be read. */
  copied = '';

  constructor() {
    makeAutoObservable(this, { canvas: observableRef, addMenu: observableRef }, { autoBind: true });
  }

  /** The selected node, where it is the only one. */
  get onlyNode(): string | null {
    return this.selectedNodes.size === 1 ? [...this.selectedNodes][0]! : null;
  }

  select(nodes: Iterable<string>, edges: Iterable<string> = []): void {
    this.selectedNodes.replace([...nodes]);
    this.selectedEdges.replace([...edges]);
    this.neuron = null;
  }

  setSelected(what: 'node' | 'edge', id: string, selected: boolean): void {
    const set = what === 'node' ? this.selectedNodes : this.selectedEdges;
    if (selected) set.add(id);
    else set.delete(id);
    if (this.neuron && !this.selectedNodes.has(this.neuron.nodeId)) this.neuron = null;
  }

  /** Forgets what is no longer there. */
  keepOnly(nodes: ReadonlySet<string>, edges: ReadonlySet<string>): void {
    for (const id of [...this.selectedNodes]) if (!nodes.has(id)) this.selectedNodes.delete(id);
    for (const id of [...this.selectedEdges]) if (!edges.has(id)) this.selectedEdges.delete(id);
    if (this.neuron && !nodes.has(this.neuron.nodeId)) this.neuron = null;
    if (this.renaming && !nodes.has(this.renaming)) this.renaming = null;
  }

  /** Shows a neuron in the inspector; its node becomes the selected one. */
  selectNeuron(nodeId: string, neuron: number): void {
    this.selectedNodes.replace([nodeId]);
    this.selectedEdges.clear();
    this.neuron = { nodeId, neuron };
    this.open.right = true;
  }

  clearNeuron(): void {
    this.neuron = null;
  }

  showLeft(tab: LeftTab): void {
    this.leftTab = tab;
    this.open.left = true;
  }

  showBottom(tab: BottomTab): void {
    this.bottomTab = tab;
    this.open.bottom = true;
  }

  /** Shuts the left panel where the window is too small for it beside a whole network. */
  makeRoom(windowWidth = globalThis.innerWidth): void {
    if (windowWidth < roomyWidth) this.setOpen('left', false);
  }

  setOpen(side: Side, open: boolean): void {
    this.open[side] = open;
  }

  setStartScreen(shown: boolean): void {
    this.startScreen = shown;
  }

  setCommandPalette(opened: boolean): void {
    this.commandPalette = opened;
  }

  setExportOpened(opened: boolean): void {
    this.exportOpened = opened;
  }

  setMakeDataOpened(opened: boolean): void {
    this.makeDataOpened = opened;
  }

  setSplitOpened(opened: boolean): void {
    this.splitOpened = opened;
    if (opened) this.showLeft('data');
  }

  setAddMenu(menu: AddMenu | null): void {
    this.addMenu = menu;
  }

  setPointedWire(key: string | null): void {
    this.pointedWire = key;
  }

  setRenaming(nodeId: string | null): void {
    this.renaming = nodeId;
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
  }

  setCopied(text: string): void {
    this.copied = text;
  }

  setCanvas(canvas: CanvasApi | null): void {
    this.canvas = canvas;
  }
}
