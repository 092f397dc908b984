import { type CommandId, commands } from '../../electron/ipc/commands';
import type { ThemeChoice } from '../../electron/ipc/contract';
import { readFragment } from '../document/clipboard';
import { transportRefusals } from '../training/blocked';
import type { AppStore } from './appStore';
import { deleteSelection } from './selection';
import { isTextField } from './textField';

interface Command {
  run(app: AppStore): unknown;
  /** Absent: always. */
  enabled?(app: AppStore): boolean;
  /** Absent: the table's title. */
  title?(app: AppStore): string;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const hasNodes = ({ document }: AppStore) => !document.isEmpty;
const hasSelection = ({ ui }: AppStore) => ui.selectedNodes.size > 0;
const nativeEdit = (name: string) => isTextField(document.activeElement) && document.execCommand(name);
const theme = (choice: ThemeChoice): Command => ({
  run({ ui, bridge }) {
    ui.setTheme(choice);
    return bridge.request('theme:set', { theme: choice });
  },
});

const handlers: Record<CommandId, Command> = {
  'file.new': { run: ({ files }) => files.newDocument() },
  'file.open': { run: ({ files }) => files.open() },
  'file.save': { run: ({ files }) => files.save() },
  'file.saveAs': { run: ({ files }) => files.save({ saveAs: true }) },
  'file.importData': {
    run({ ui, data }) {
      ui.setStartScreen(false);
      ui.showLeft('data');
      return data.import();
    },
  },
  'file.makeData': { run: ({ ui }) => ui.setMakeDataOpened(true) },
  'file.export': { run: ({ ui }) => ui.setExportOpened(true), enabled: hasNodes },
  'file.startScreen': { run: ({ ui }) => ui.setStartScreen(true) },
  'edit.undo': {
    run: ({ document }) => nativeEdit('undo') || document.history.undo(),
    enabled: ({ document }) => document.history.canUndo,
    title: ({ document }) => labelled('Undo', document.history.undoLabel),
  },
  'edit.redo': {
    run: ({ document }) => nativeEdit('redo') || document.history.redo(),
    enabled: ({ document }) => document.history.canRedo,
    title: ({ document }) => labelled('Redo', document.history.redoLabel),
  },
  'edit.copy': {
    // The browser answers with a `copy` event, where the nodes are put on the clipboard.
    run: () => document.execCommand('copy'),
    enabled: hasSelection,
  },
  'edit.paste': { run: pasteFromMenu },
  'edit.duplicate': { run: duplicate, enabled: hasSelection },
  'edit.delete': {
    run: (app) => nativeEdit('delete') || deleteSelection(app),
    enabled: ({ ui }) => ui.selectedNodes.size + ui.selectedEdges.size > 0,
  },
  'edit.selectAll': {
    run: ({ ui, document: { graph } }) =>
      nativeEdit('selectAll') || ui.select(graph.nodes.map((node) => node.id)),
    enabled: hasNodes,
  },
  'edit.rename': {
    run: ({ ui }) => ui.setRenaming(ui.onlyNode),
    enabled: ({ ui }) => ui.onlyNode !== null,
  },
  'network.addNode': { run: ({ ui }) => ui.canvas?.openAddMenu(), enabled: ({ ui }) => ui.canvas !== null },
  'network.tidy': { run: ({ ui }) => ui.canvas?.tidy(), enabled: hasNodes },
  'view.fit': { run: ({ ui }) => ui.canvas?.fit(), enabled: hasNodes },
  'view.zoomIn': { run: ({ ui }) => ui.canvas?.zoomIn() },
  'view.zoomOut': { run: ({ ui }) => ui.canvas?.zoomOut() },
  'view.themeSystem': theme('system'),
  'view.themeLight': theme('light'),
  'view.themeDark': theme('dark'),
  'view.commandPalette': { run: ({ ui }) => ui.setCommandPalette(!ui.commandPalette) },
  'training.toggle': transport('toggle'),
  'training.step': transport('step'),
  'training.stop': transport('stop'),
  'training.reset': transport('reset'),
};

export function runCommand(app: AppStore, id: CommandId): void {
  const command = handlers[id];
  if (command.enabled && !command.enabled(app) && !isTextField(document.activeElement)) return;
  void command.run(app);
}

export function commandEnabled(app: AppStore, id: CommandId): boolean {
  return handlers[id].enabled?.(app) ?? true;
}

export function commandTitle(app: AppStore, id: CommandId): string {
  return handlers[id].title?.(app) ?? commands.find((command) => command.id === id)!.title;
}

/** A key has no tooltip: where it can do nothing, a message says why. */
function transport(action: keyof typeof transportRefusals): Command {
  return {
    run: ({ training, toasts }) => {
      const refusal = transportRefusals[action](training);
      if (refusal === null) training[action]();
      else toasts.info(refusal);
    },
  };
}

function labelled(verb: string, what: string | null): string {
  return what ? `${verb} ${lower(what)}` : verb;
}

function duplicate({ document, ui }: AppStore): void {
  const fragment = readFragment(document.copy(ui.selectedNodes) ?? '');
  if (fragment) ui.select(document.paste(fragment, undefined, 'Duplicate nodes'));
}

/** From the menu there is no clipboard event, so the clipboard is asked; where that is refused, the last copy is used. */
async function pasteFromMenu(app: AppStore): Promise<void> {
  if (nativeEdit('paste')) return;
  const text = await navigator.clipboard.readText().catch(() => app.ui.copied);
  pasteText(app, text);
}

/** Adds the nodes that a text from the clipboard holds, beside the pointer. Other text is left alone. */
export function pasteText({ document, ui }: AppStore, text: string): boolean {
  const fragment = readFragment(text);
  if (!fragment || fragment.nodes.length === 0) return false;
  ui.select(document.paste(fragment, ui.canvas?.pointer() ?? undefined));
  return true;
}
