import { observer } from 'mobx-react-lite';
import { rowParts } from '../../core/data/split';
import type { Predictions, RowPart } from '../../core/protocol';
import { useApp } from '../app/appStore';
import { formatInteger, formatNumber, formatPercent } from '../format';
import { type HeadOutcome, type PartScore, scores } from './outcome';
import classes from './outputs.module.css';
import { Pager } from './Pager';
import type { PredictionStore } from './predictionStore';
import type { RowFilter } from './rowFilter';
import { SavePredictions } from './SavePredictions';

interface OutputToolsProps {
  store: PredictionStore;
  predictions: Predictions;
  outcome: HeadOutcome;
  filter: RowFilter;
  onFilter(filter: RowFilter): void;
  onHead(nodeId: string): void;
}

const partTitles: Record<RowPart, string> = { train: 'Training', validation: 'Validation', test: 'Test' };

/** How well it went, which rows to list, and the way to a file. */
export const OutputTools = observer(function OutputTools(props: OutputToolsProps) {
  const { store, predictions, outcome, filter, onFilter, onHead } = props;
  const { training } = useApp();
  return (
    <div className={classes.tools}>
      {predictions.heads.length > 1 && (
        <select
          className={classes.select}
          aria-label="Prediction"
          value={outcome.head.nodeId}
          onChange={(event) => onHead(event.currentTarget.value)}
        >
          {predictions.heads.map(({ nodeId, columns }) => (
            <option key={nodeId} value={nodeId}>
              {columns.join(', ')}
            </option>
          ))}
        </select>
      )}
      {training.shownResults === null && (
        <span className={classes.untrained}>First weights, not trained</span>
      )}
      {predictions.page && <Pager store={store} page={predictions.page} shown={predictions.rows.length} />}
      {scores(outcome).map((score) => (
        <span
          key={score.part}
          className={classes.score}
          title={predictions.page && 'Of the rows shown'}
          data-testid={`score-${score.part}`}
        >
          {partTitles[score.part]} <b>{scoreText(score, outcome)}</b>
        </span>
      ))}
      {store.problem && <span className={classes.problem}>{store.problem.message}</span>}
      <span className={classes.spring} />
      <select
        className={classes.select}
        aria-label="Rows listed"
        data-testid="outputs-part"
        value={filter.part ?? 'all'}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onFilter({ ...filter, part: value === 'all' ? null : (value as RowPart) });
        }}
      >
        <option value="all">All rows</option>
        {rowParts
          .filter((part) => predictions.parts.includes(part))
          .map((part) => (
            <option key={part} value={part}>
              {partTitles[part]}
            </option>
          ))}
      </select>
      {outcome.task !== 'regression' && (
        <label className={classes.check}>
          <input
            type="checkbox"
            data-testid="outputs-only-wrong"
            checked={filter.onlyWrong}
            onChange={(event) => onFilter({ ...filter, onlyWrong: event.currentTarget.checked, pair: null })}
          />
          Only wrong
        </label>
      )}
      <SavePredictions store={store} />
    </div>
  );
});

function scoreText(score: PartScore, { task }: HeadOutcome): string {
  if (task === 'regression') {
    const error = `mean error ${formatNumber(score.meanAbsoluteError)}`;
    return score.rSquared === null ? error : `${error} · R² ${formatNumber(score.rSquared, 3)}`;
  }
  const right = `${formatPercent(score.right / score.rows)} · ${formatInteger(score.right)} of ${formatInteger(score.rows)}`;
  return score.top3 === null ? right : `${right} · top 3 ${formatPercent(score.top3)}`;
}
