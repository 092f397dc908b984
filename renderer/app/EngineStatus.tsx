import { Tooltip } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from './appStore';
import classes from './topBar.module.css';

/** Whether the engine runs, and what it computes with. */
export const EngineStatus = observer(function EngineStatus() {
  const { engine } = useApp();
  const restarting = engine.gaveUp ? 'stopped' : 'restarting';
  const words = { starting: 'starting', ready: engine.backend ?? 'ready', restarting }[engine.status];
  const last = engine.lastExit ? ` It was started again after it ended: ${engine.lastExit.reason}.` : '';
  return (
    <Tooltip label={`The engine trains the network in a process of its own.${last}`}>
      <span className={classes.engine} data-testid="engine-status" data-status={engine.status}>
        <span className={classes.engineWord}>engine</span>
        <span className={classes.engineDot} data-status={engine.status} aria-hidden />
        <span>{words}</span>
      </span>
    </Tooltip>
  );
});
