import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { formatInteger, formatNumber, formatPercent, formatRate } from '../format';
import type { TrainState } from './trainState';
import classes from './transport.module.css';
import { useRunNumbers } from './useRunNumbers';

const stateNames: Record<TrainState, string> = {
  idle: 'Not trained',
  starting: 'Starting',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

const outdatedHelp =
  'Of the network before it was changed: what was trained no longer fits the one drawn now.';

/** The numbers of the run. Every value has its own room, so that nothing moves while they change. */
export const RunStats = observer(function RunStats() {
  const { training } = useApp();
  const { state, goal, document, outdated } = training;
  const history = useRunNumbers(training.history);
  const { step, epoch, lastEpoch, losses } = history;
  const until = goal.until || document.training.epochs;
  const epochChars = formatInteger(until).length + 1 + formatGoal(until).length;
  const stepChars = Math.max(5, formatInteger(until * history.stepsPerEpoch).length);
  const atEpochEnd = lastEpoch !== null && (lastEpoch.step === step || state === 'running');
  const loss = atEpochEnd ? lastEpoch.loss : (losses.last ?? lastEpoch?.loss ?? null);
  const lossHelp = atEpochEnd
    ? `Mean over the training rows in epoch ${formatInteger(lastEpoch.epoch)}.`
    : `Of the batch of step ${formatInteger(step)}, before its update.`;
  const accuracy = lastEpoch?.validationAccuracy ?? lastEpoch?.accuracy ?? null;
  const accuracyOf = lastEpoch?.validationAccuracy == null ? 'training' : 'validation';
  const hasAccuracy = lastEpoch === null || accuracy !== null;
  return (
    <div className={classes.stats} data-outdated={outdated} title={outdated ? outdatedHelp : undefined}>
      <span className={classes.state} data-testid="run-state" data-state={state}>
        {outdated ? 'Outdated' : stateNames[state]}
      </span>
      <Stat
        label="epoch"
        testId="stat-epoch"
        chars={epochChars}
        title={`Whole epochs done, of ${formatInteger(until)}.`}
      >
        {formatInteger(epoch)}/{formatGoal(until)}
      </Stat>
      <Stat label="step" testId="stat-step" chars={stepChars} title="Updates of the weights.">
        {formatInteger(step)}
      </Stat>
      <Stat label="loss" testId="stat-loss" chars={9} title={lossHelp}>
        {formatNumber(loss)}
      </Stat>
      <Stat
        label="val"
        testId="stat-validation-loss"
        chars={9}
        title="Loss over the validation rows, which are never trained on. Each counts once, whatever the weights of classes or rows."
      >
        {formatNumber(lastEpoch?.validationLoss)}
      </Stat>
      {hasAccuracy && (
        <Stat
          label="accuracy"
          testId="stat-accuracy"
          chars={7}
          title={`Share of ${accuracyOf} rows whose class is right.`}
        >
          {formatPercent(accuracy)}
        </Stat>
      )}
      <Stat label="" testId="stat-speed" chars={13} title="Training rows per second.">
        {state === 'running' && formatRate(history.samplesPerSecond)}
      </Stat>
    </div>
  );
});

/** A round number of epochs in short, where it is long: `200 k`, `1 M`. */
function formatGoal(epochs: number): string {
  if (epochs >= 1_000_000 && epochs % 100_000 === 0) return `${epochs / 1_000_000} M`;
  return epochs >= 10_000 && epochs % 1000 === 0 ? `${epochs / 1000} k` : formatInteger(epochs);
}

interface StatProps {
  label: string;
  testId: string;
  /** Room for this many characters. */
  chars: number;
  title: string;
  children: React.ReactNode;
}

function Stat({ label, testId, chars, title, children }: StatProps) {
  return (
    <span className={classes.stat} title={title}>
      {label && <span className={classes.label}>{label}</span>}
      <span className={classes.value} style={{ minWidth: `${chars}ch` }} data-testid={testId}>
        {children}
      </span>
    </span>
  );
}
