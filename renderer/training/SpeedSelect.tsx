import { Tooltip } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { speedChoices } from './speed';
import classes from './transport.module.css';

/** Flat out, or slow enough to watch. */
export const SpeedSelect = observer(function SpeedSelect() {
  const { training } = useApp();
  return (
    <Tooltip label="Speed: flat out, or how long a run takes at least, so that it can be watched">
      <select
        className={classes.speed}
        aria-label="Speed"
        data-testid="transport-speed"
        value={String(training.speed)}
        onChange={(event) => {
          const chosen = speedChoices.find(({ speed }) => String(speed) === event.currentTarget.value);
          if (chosen) training.setSpeed(chosen.speed);
        }}
      >
        {speedChoices.map(({ speed, label }) => (
          <option key={label} value={String(speed)}>
            {label}
          </option>
        ))}
      </select>
    </Tooltip>
  );
});
