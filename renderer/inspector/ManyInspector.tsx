import { Button } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { runCommand } from '../app/commands';
import { formatCount, formatInteger } from '../format';
import classes from './inspector.module.css';

/** Several nodes at once: what can be done to all of them. */
export const ManyInspector = observer(function ManyInspector() {
  const app = useApp();
  const { selectedNodes } = app.ui;
  const counts = app.document.analysis.parameterCounts;
  const parameters = [...selectedNodes].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  return (
    <div className={classes.inspector}>
      <h2 className={classes.title}>{formatCount(selectedNodes.size, 'node')}</h2>
      <p className={classes.summary}>
        Together {formatInteger(parameters)} {parameters === 1 ? 'parameter' : 'parameters'}.
      </p>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => runCommand(app, 'edit.duplicate')}>
          Duplicate
        </Button>
        <Button variant="default" size="xs" onClick={() => runCommand(app, 'edit.delete')}>
          Delete
        </Button>
      </div>
    </div>
  );
});
