import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { runCommand } from '../app/commands';
import { shownShortcut } from '../app/shortcuts';
import classes from './canvas.module.css';

/** What to do first, while there is nothing on the canvas. */
export const EmptyCanvas = observer(function EmptyCanvas() {
  const app = useApp();
  if (!app.document.isEmpty) return null;
  return (
    <div className={classes.emptyCanvas} data-testid="empty-canvas">
      <h2>Draw a network</h2>
      <p>
        Click a node in the list on the left, or press <kbd>{shownShortcut('network.addNode')}</kbd>. Drag
        from a port on the right of a card to a port on the left of the next.
      </p>
      <p>
        <button type="button" onClick={() => runCommand(app, 'file.importData')}>
          Import data
        </button>
        <button type="button" onClick={() => runCommand(app, 'file.makeData')}>
          Make data
        </button>
        <button type="button" onClick={() => runCommand(app, 'file.startScreen')}>
          Start from a sample
        </button>
      </p>
    </div>
  );
});
