import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandInfo, commands } from '../ipc/commands';
import type { SendEvent } from './events';

/**
 * The native menu, made from the table of commands; choosing an item tells the window, which runs the command.
 *
 * Keys belong to the window. On Linux and Windows the items show their accelerators but don't register them, so that a key
 * acts once and Ctrl+Z, Ctrl+A or Delete in a text field stay the field's. On macOS an accelerator always acts, but only
 * after the page has let the key pass: the page stops the keys it handles, and so they act once there too. Accelerators
 * without Cmd are left out there, because they would take letters from text fields. What no page can do for itself (quit,
 * close, and on macOS the clipboard of text fields) are Electron's own roles.
 */
export function installMenu(send: SendEvent, development: boolean): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(send, process.platform === 'darwin', development)),
  );
}

const order = ['File', 'Edit', 'Network', 'Training', 'View', 'Help'] as const satisfies readonly NonNullable<
  CommandInfo['menu']
>[];
const table: readonly CommandInfo[] = commands;

function menuTemplate(send: SendEvent, mac: boolean, development: boolean): MenuItemConstructorOptions[] {
  const menus = order.map((label): MenuItemConstructorOptions => {
    const items = table
      .filter(({ menu }) => menu === label)
      .map((command) => commandItem(command, send, mac));
    return { label, submenu: [...items, ...extraItems(label, mac, development)] };
  });
  const filled = menus.filter(({ submenu }) => (submenu as MenuItemConstructorOptions[]).length > 0);
  return mac ? [{ role: 'appMenu' }, ...filled, { role: 'windowMenu' }] : filled;
}

function commandItem(command: CommandInfo, send: SendEvent, mac: boolean): MenuItemConstructorOptions {
  const { id, title, accelerator } = command as (typeof commands)[number] & CommandInfo;
  const shown = accelerator !== undefined && (!mac || accelerator.includes('CmdOrCtrl'));
  return {
    id,
    label: title,
    registerAccelerator: false,
    ...(shown ? { accelerator } : {}),
    click: (_item, _window: BaseWindow | undefined) => send('menu:command', { id }),
  };
}

function extraItems(
  menu: (typeof order)[number],
  mac: boolean,
  development: boolean,
): MenuItemConstructorOptions[] {
  switch (menu) {
    case 'File':
      return mac
        ? [{ type: 'separator' }, { role: 'close' }]
        : [{ type: 'separator' }, { role: 'quit', label: 'Quit', accelerator: 'CmdOrCtrl+Q' }];
    case 'Edit':
      return mac
        ? [
            { type: 'separator' },
            { role: 'cut', label: 'Cut text' },
            { role: 'copy', label: 'Copy text' },
            { role: 'paste', label: 'Paste text' },
          ]
        : [];
    case 'View':
      return [
        { type: 'separator' },
        { role: 'togglefullscreen', label: 'Full screen' },
        ...(development ? ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ];
    case 'Help':
      return [{ label: `About ${app.getName()}`, click: () => app.showAboutPanel() }];
    default:
      return [];
  }
}
