import { type CommandId, type CommandInfo, commands } from '../../electron/ipc/commands';

const isMac = globalThis.navigator?.platform?.startsWith('Mac') ?? false;

interface Shortcut {
  ctrl: boolean;
  shift: boolean;
  key: string;
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

function parseAccelerator(accelerator: string): Shortcut {
  const parts = accelerator.split('+');
  const key = parts.at(-1)!.toLowerCase();
  return { ctrl: parts.includes('CmdOrCtrl'), shift: parts.includes('Shift'), key };
}

interface Binding {
  id: CommandId;
  shortcut: Shortcut;
}

/**
 * What people expect besides the table's own. Copy, cut and paste are missing: the browser turns their keys into clipboard
 * events, which need no permission.
 */
const further: [CommandId, string][] = [
  ['edit.redo', 'CmdOrCtrl+Y'],
  ['edit.delete', 'Delete'],
  ['edit.delete', 'Backspace'],
  ['edit.selectAll', 'CmdOrCtrl+A'],
  ['view.zoomIn', 'CmdOrCtrl+Shift++'],
];

const bindings: Binding[] = [
  ...commands.flatMap((command: CommandInfo & { id: CommandId }) =>
    command.accelerator ? [{ id: command.id, shortcut: parseAccelerator(command.accelerator) }] : [],
  ),
  ...further.map(([id, accelerator]) => ({ id, shortcut: parseAccelerator(accelerator) })),
];

/** The command a key press stands for, or null. */
export function commandOfKey(press: KeyPress, mac = isMac): CommandId | null {
  const ctrl = mac ? press.metaKey : press.ctrlKey;
  if (press.altKey) return null;
  const key = press.key.toLowerCase();
  const found = bindings.find(
    ({ shortcut }) => shortcut.key === key && shortcut.ctrl === ctrl && shortcut.shift === press.shiftKey,
  );
  return found?.id ?? null;
}

/** Commands whose keys a text field needs for itself while it has the focus. */
export function belongsToTextField(id: CommandId): boolean {
  return id.startsWith('edit.') || id === 'network.addNode';
}

const symbols: Record<string, string> = isMac
  ? { CmdOrCtrl: '⌘', Shift: '⇧', Enter: '↩', '-': '−' }
  : { CmdOrCtrl: 'Ctrl', '-': '−' };

/** `Ctrl+Shift+S`, or `⇧⌘S` on a Mac. */
function shownAccelerator(accelerator: string): string {
  const parts = accelerator.split('+').map((part) => symbols[part] ?? part);
  return parts.join(isMac ? '' : '+');
}

/** The shortcut of a command as it is shown; null where it has none. */
export function shownShortcut(id: CommandId): string | null {
  const command: CommandInfo | undefined = commands.find((each) => each.id === id);
  return command?.accelerator ? shownAccelerator(command.accelerator) : null;
}
