import { Tooltip } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import classes from './transport.module.css';

/** Whether the engine is there, and what it computes with. */
export const EngineStatus = observer(function EngineStatus() {
  const { engine } = useApp();
  const { status, backend, lastExit } = engine;
  const text = status === 'ready' ? (backend ?? 'ready') : status === 'starting' ? 'starting' : 'restarting';
  const help =
    lastExit === null
      ? 'The engine trains in a process of its own, so that the window never waits for it.'
      : `The last engine ${lastExit.crashed ? 'crashed' : 'ended'}: ${lastExit.reason}, code ${lastExit.code}.`;
  return (
    <Tooltip label={help} position="bottom">
      <span className={classes.engine} data-testid="engine-status" data-status={status}>
        engine <span className={classes.dot} aria-hidden="true" /> {text}
      </span>
    </Tooltip>
  );
});
