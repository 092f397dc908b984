import { Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconRotate,
} from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { useApp } from '../app/appStore';
import { shownShortcut } from '../app/shortcuts';
import { transportRefusals } from './blocked';
import { RunStats } from './RunStats';
import { SpeedSelect } from './SpeedSelect';
import { TrainingNotices } from './TrainingNotices';
import type { TrainingStore } from './trainingStore';
import classes from './transport.module.css';

/** Train, pause, step, stop, reset; and the numbers of the run. */
export const TransportBar = observer(function TransportBar() {
  const { training } = useApp();
  const { state } = training;
  const running = state === 'running';
  const starting = state === 'starting';
  const shortcut = (id: Parameters<typeof shownShortcut>[0]) => {
    const keys = shownShortcut(id);
    return keys ? ` (${keys})` : '';
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label="Training">
      <TransportButton
        testId="transport-reset"
        label={`Reset to the first weights${shortcut('training.reset')}`}
        reason={transportRefusals.reset(training)}
        onClick={training.reset}
      >
        <IconRotate size={16} />
      </TransportButton>
      <TransportButton
        testId="transport-step"
        label={`Train one step${shortcut('training.step')}`}
        reason={transportRefusals.step(training)}
        onClick={training.step}
      >
        <IconPlayerSkipForwardFilled size={15} />
      </TransportButton>
      <TransportButton
        testId="transport-toggle"
        primary
        label={`${toggleLabel(training)}${shortcut('training.toggle')}`}
        reason={transportRefusals.toggle(training)}
        onClick={training.toggle}
      >
        {running || starting ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </TransportButton>
      <TransportButton
        testId="transport-stop"
        label={`Stop${shortcut('training.stop')}`}
        reason={transportRefusals.stop(training)}
        onClick={training.stop}
      >
        <IconPlayerStopFilled size={16} />
      </TransportButton>
      <SpeedSelect />
      <RunStats />
      <TrainingNotices />
    </div>
  );
});

function toggleLabel({ state, goal }: TrainingStore): string {
  switch (state) {
    case 'running':
    case 'starting':
      return 'Pause';
    case 'paused':
      return 'Resume';
    case 'finished':
      return 'Train on, for as many epochs again';
    case 'stopped':
      return `Train on, until epoch ${goal.until}`;
    case 'failed':
      return 'Train from the last checkpoint';
    case 'idle':
      return 'Train';
    default:
      throw state satisfies never;
  }
}

interface TransportButtonProps {
  testId: string;
  label: string;
  /** Why it cannot be pressed now; null where it can. */
  reason: string | null;
  primary?: boolean;
  onClick(): void;
  children: ReactNode;
}

/** Stays reachable while it cannot be pressed, so that its tooltip can say why. */
function TransportButton({ testId, label, reason, primary, onClick, children }: TransportButtonProps) {
  return (
    <Tooltip label={reason ?? label} position="bottom">
      <button
        type="button"
        className={primary ? `${classes.button} ${classes.primary}` : classes.button}
        data-testid={testId}
        aria-label={label}
        aria-disabled={reason !== null}
        onClick={() => {
          if (reason === null) onClick();
        }}
      >
        {children}
      </button>
    </Tooltip>
  );
}
