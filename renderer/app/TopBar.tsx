import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutSidebarRight,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { TransportBar } from '../training/TransportBar';
import { useApp } from './appStore';
import { commandEnabled, commandTitle, runCommand } from './commands';
import { DocumentName } from './DocumentName';
import { EngineStatus } from './EngineStatus';
import { MainMenu } from './MainMenu';
import classes from './shell.module.css';
import { shownShortcut } from './shortcuts';
import topBarClasses from './topBar.module.css';

export const TopBar = observer(function TopBar() {
  const app = useApp();
  return (
    <header className={topBarClasses.topBar}>
      <div className={topBarClasses.topLeft}>
        <MainMenu />
        {app.ui.startScreen ? (
          <span className={topBarClasses.brand}>Neuroloom</span>
        ) : (
          <>
            <DocumentName />
            <HistoryButton id="edit.undo" />
            <HistoryButton id="edit.redo" />
          </>
        )}
      </div>
      <div className={topBarClasses.transport}>{!app.ui.startScreen && <TransportBar />}</div>
      <div className={topBarClasses.topRight}>
        <EngineStatus />
        <button
          type="button"
          className={topBarClasses.paletteButton}
          aria-label="Command palette"
          onClick={() => app.ui.setCommandPalette(true)}
        >
          {shownShortcut('view.commandPalette')}
        </button>
        {!app.ui.startScreen && <InspectorToggle />}
        <ThemeToggle />
      </div>
    </header>
  );
});

const HistoryButton = observer(function HistoryButton({ id }: { id: 'edit.undo' | 'edit.redo' }) {
  const app = useApp();
  const enabled = commandEnabled(app, id);
  const title = commandTitle(app, id);
  const Icon = id === 'edit.undo' ? IconArrowBackUp : IconArrowForwardUp;
  return (
    <Tooltip label={`${title} (${shownShortcut(id)})`} disabled={!enabled}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.iconButton}
        aria-label={id === 'edit.undo' ? 'Undo' : 'Redo'}
        disabled={!enabled}
        onClick={() => runCommand(app, id)}
      >
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
});

const InspectorToggle = observer(function InspectorToggle() {
  const { ui } = useApp();
  const title = ui.open.right ? 'Hide the inspector' : 'Show the inspector';
  return (
    <Tooltip label={title}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.iconButton}
        aria-label={title}
        aria-pressed={ui.open.right}
        onClick={() => ui.setOpen('right', !ui.open.right)}
      >
        <IconLayoutSidebarRight size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
});

function ThemeToggle() {
  const app = useApp();
  const scheme = useComputedColorScheme('dark');
  const next = scheme === 'dark' ? 'light' : 'dark';
  const Icon = scheme === 'dark' ? IconSun : IconMoon;
  return (
    <Tooltip label={`Switch to the ${next} theme`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.iconButton}
        aria-label={`Switch to the ${next} theme`}
        onClick={() => runCommand(app, next === 'dark' ? 'view.themeDark' : 'view.themeLight')}
      >
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
