import { SegmentedControl, Tooltip } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { useApp } from '../app/appStore';
import { formatInteger, formatNumber, formatPercent } from '../format';
import { RowPicker } from '../training/RowPicker';
import range from '../training/range.module.css';
import { useRunNumbers } from '../training/useRunNumbers';
import { AccuracyChart } from './AccuracyChart';
import classes from './charts.module.css';
import { LossChart } from './LossChart';

/** How training goes: loss by step, accuracy by epoch. */
export const ChartsPanel = observer(function ChartsPanel() {
  const { training } = useApp();
  const history = useRunNumbers(training.history, 4);
  const [logarithmic, setLogarithmic] = useState(false);
  const [smoothing, setSmoothing] = useState(0);
  const empty = history.losses.length === 0;
  const { accuracy } = history.epochs;
  const hasAccuracy = accuracy.length > 0 && Number.isFinite(accuracy.at(accuracy.length - 1));
  return (
    <div className={classes.panel} data-testid="charts-panel">
      <div className={classes.tools}>
        <RowPicker />
        <span className={classes.spring} />
        <Tooltip label="How much of the past is mixed into the smoothed line of the training loss">
          <label className={classes.tool}>
            Smoothing
            <input
              type="range"
              className={`${range.range} ${classes.slider}`}
              min={0}
              max={0.99}
              step={0.01}
              value={smoothing}
              data-testid="chart-smoothing"
              onChange={(event) => setSmoothing(Number(event.currentTarget.value))}
            />
            <span className={classes.number}>{smoothing.toFixed(2)}</span>
          </label>
        </Tooltip>
        <SegmentedControl
          size="xs"
          aria-label="Scale of the loss axis"
          data-testid="chart-scale"
          data={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
          value={logarithmic ? 'log' : 'linear'}
          onChange={(value) => setLogarithmic(value === 'log')}
        />
      </div>
      {empty ? (
        <NothingYet />
      ) : (
        <div className={classes.charts}>
          <LossChart history={history} logarithmic={logarithmic} smoothing={smoothing} />
          {hasAccuracy && <AccuracyChart history={history} />}
        </div>
      )}
    </div>
  );
});

/** What the charts will show, and what leads there. */
const NothingYet = observer(function NothingYet() {
  const { training } = useApp();
  const { lastEpoch } = training.history;
  if (lastEpoch) {
    const accuracy = lastEpoch.validationAccuracy ?? lastEpoch.accuracy;
    const facts = [
      `epoch ${formatInteger(lastEpoch.epoch)}`,
      `step ${formatInteger(lastEpoch.step)}`,
      `loss ${formatNumber(lastEpoch.loss)}`,
      ...(lastEpoch.validationLoss === null ? [] : [`validation ${formatNumber(lastEpoch.validationLoss)}`]),
      ...(accuracy === null ? [] : [`accuracy ${formatPercent(accuracy)}`]),
    ];
    return (
      <div className={classes.empty} data-testid="charts-restored">
        <p className={classes.emptyTitle}>This network was trained before.</p>
        <p className={classes.facts}>{facts.join(' · ')}</p>
        <p>Train on, and the curves go on from here.</p>
      </div>
    );
  }
  return (
    <div className={classes.empty} data-testid="charts-empty">
      <p className={classes.emptyTitle}>The loss will fall here.</p>
      <p>
        {training.blocked ??
          'Press ▶ to train: every step leaves its loss, and every epoch is measured on rows that are never trained on.'}
      </p>
    </div>
  );
});
