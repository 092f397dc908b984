import { ActionIcon, Menu } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { Fragment } from 'react';
import { type CommandId, type CommandInfo, commands } from '../../electron/ipc/commands';
import { useApp } from './appStore';
import { commandEnabled, commandTitle, runCommand } from './commands';
import classes from './shell.module.css';
import { shownShortcut } from './shortcuts';

const menus = [...new Set(commands.map((command) => command.menu))];
const firstOfGroup = new Set<CommandId>([
  'file.save',
  'file.importData',
  'file.startScreen',
  'edit.copy',
  'edit.selectAll',
  'view.themeSystem',
  'view.commandPalette',
]);

/** Every command with its shortcut, sorted as in the native menu. */
export function MainMenu() {
  return (
    <Menu position="bottom-start" offset={4} width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" className={classes.iconButton} aria-label="Menu">
          <IconMenu2 size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {menus.map((menu) => (
          <Menu.Sub key={menu} openDelay={60}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{menu}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              <MenuItems menu={menu} />
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const MenuItems = observer(function MenuItems({ menu }: { menu: CommandInfo['menu'] }) {
  const app = useApp();
  return commands
    .filter((command) => command.menu === menu)
    .map(({ id }) => (
      <Fragment key={id}>
        {firstOfGroup.has(id) && <Menu.Divider />}
        <Menu.Item
          disabled={!commandEnabled(app, id)}
          rightSection={<span className={classes.shortcut}>{shownShortcut(id)}</span>}
          onClick={() => runCommand(app, id)}
        >
          {commandTitle(app, id)}
        </Menu.Item>
      </Fragment>
    ));
});
