/**
 * Everything a user can do from the menu, the command palette or the keyboard, in one table. Accelerators are written as
 * Electron writes them. The window runs the commands; the native menu only names them.
 */
export interface CommandInfo {
  id: string;
  title: string;
  /** Which menu it stands in; absent: palette and keyboard only. */
  menu?: 'File' | 'Edit' | 'View' | 'Network' | 'Training' | 'Help';
  accelerator?: string;
}

export const commands = [
  { id: 'file.new', title: 'New', menu: 'File', accelerator: 'CmdOrCtrl+N' },
  { id: 'file.open', title: 'Open…', menu: 'File', accelerator: 'CmdOrCtrl+O' },
  { id: 'file.save', title: 'Save', menu: 'File', accelerator: 'CmdOrCtrl+S' },
  { id: 'file.saveAs', title: 'Save as…', menu: 'File', accelerator: 'CmdOrCtrl+Shift+S' },
  { id: 'file.importData', title: 'Import data…', menu: 'File', accelerator: 'CmdOrCtrl+I' },
  { id: 'file.makeData', title: 'Make data…', menu: 'File' },
  { id: 'file.export', title: 'Export model…', menu: 'File', accelerator: 'CmdOrCtrl+E' },
  { id: 'file.startScreen', title: 'Start screen', menu: 'File' },
  { id: 'edit.undo', title: 'Undo', menu: 'Edit', accelerator: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', title: 'Redo', menu: 'Edit', accelerator: 'CmdOrCtrl+Shift+Z' },
  { id: 'edit.copy', title: 'Copy nodes', menu: 'Edit' },
  { id: 'edit.paste', title: 'Paste nodes', menu: 'Edit' },
  { id: 'edit.duplicate', title: 'Duplicate nodes', menu: 'Edit', accelerator: 'CmdOrCtrl+D' },
  { id: 'edit.delete', title: 'Delete selection', menu: 'Edit' },
  { id: 'edit.selectAll', title: 'Select all nodes', menu: 'Edit' },
  { id: 'edit.rename', title: 'Rename node', menu: 'Edit', accelerator: 'F2' },
  { id: 'network.addNode', title: 'Add node…', menu: 'Network', accelerator: 'Shift+A' },
  { id: 'network.tidy', title: 'Tidy up layout', menu: 'Network', accelerator: 'CmdOrCtrl+L' },
  { id: 'view.fit', title: 'Fit network in view', menu: 'View', accelerator: 'CmdOrCtrl+0' },
  { id: 'view.zoomIn', title: 'Zoom in', menu: 'View', accelerator: 'CmdOrCtrl+=' },
  { id: 'view.zoomOut', title: 'Zoom out', menu: 'View', accelerator: 'CmdOrCtrl+-' },
  { id: 'view.themeSystem', title: 'Theme: follow the system', menu: 'View' },
  { id: 'view.themeLight', title: 'Theme: light', menu: 'View' },
  { id: 'view.themeDark', title: 'Theme: dark', menu: 'View' },
  { id: 'view.commandPalette', title: 'Command palette…', menu: 'View', accelerator: 'CmdOrCtrl+K' },
  { id: 'training.toggle', title: 'Train / pause', menu: 'Training', accelerator: 'CmdOrCtrl+Enter' },
  { id: 'training.step', title: 'Train one step', menu: 'Training', accelerator: 'CmdOrCtrl+.' },
  { id: 'training.stop', title: 'Stop', menu: 'Training' },
  { id: 'training.reset', title: 'Reset to first weights', menu: 'Training' },
] as const satisfies readonly CommandInfo[];

export type CommandId = (typeof commands)[number]['id'];
