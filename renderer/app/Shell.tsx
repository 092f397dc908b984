import { observer } from 'mobx-react-lite';
import { ExportDialog } from '../export/ExportDialog';
import { useApp } from './appStore';
import { CommandPalette } from './CommandPalette';
import { StartScreen } from './StartScreen';
import classes from './shell.module.css';
import { Toasts } from './Toasts';
import { TopBar } from './TopBar';
import { Workspace } from './Workspace';

/** Top bar over the workspace, or over the start screen until something is opened. */
export const Shell = observer(function Shell() {
  const { ui } = useApp();
  return (
    <div className={classes.shell}>
      <TopBar />
      {ui.startScreen ? <StartScreen /> : <Workspace />}
      <CommandPalette />
      <ExportDialog opened={ui.exportOpened} onClose={() => ui.setExportOpened(false)} />
      <Toasts />
    </div>
  );
});
