import { useMemo } from 'react';
import { classScores } from '../../core/train/scores';
import { formatInteger, formatPercent, noNumber } from '../format';
import { confusion, type HeadOutcome } from './outcome';
import type { RowFilter } from './rowFilter';
import classes from './side.module.css';

/** With more labels than this there is no room for a matrix. */
const mostLabels = 30;

const figures = [
  { name: 'precision', key: 'precision', title: 'Of the rows predicted as this class, the share that is' },
  { name: 'recall', key: 'recall', title: 'Of the rows of this class, the share found' },
  { name: 'F1', key: 'f1', title: 'Harmonic mean of precision and recall' },
] as const;

interface ConfusionProps {
  outcome: HeadOutcome;
  filter: RowFilter;
  onFilter(filter: RowFilter): void;
}

/** How often each label was taken for each. A click on a cell lists its rows. */
export function Confusion({ outcome, filter, onFilter }: ConfusionProps) {
  const { labels } = outcome;
  const matrix = useMemo(() => confusion(outcome, filter.part), [outcome, filter.part]);
  if (labels.length > mostLabels) {
    return <p className={classes.side}>{formatInteger(labels.length)} classes: too many for a matrix.</p>;
  }
  const largest = Math.max(1, ...matrix.flat());
  const perClass = classScores(matrix);
  return (
    <div className={classes.side}>
      <table className={classes.matrix} data-testid="confusion" data-small={labels.length > 8}>
        <caption>Rows: actual. Columns: predicted.</caption>
        <thead>
          <tr>
            <td />
            {labels.map((label) => (
              <th key={label} scope="col" title={label}>
                <span>{label}</span>
              </th>
            ))}
            {figures.map(({ name, title }) => (
              <th key={name} scope="col" className={classes.figure} title={title}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((actual, row) => (
            <tr key={actual}>
              <th scope="row" title={actual}>
                {actual}
              </th>
              {labels.map((predicted, column) => {
                const count = matrix[row]![column]!;
                const chosen = filter.pair?.actual === actual && filter.pair.predicted === predicted;
                const strength = count === 0 ? 0 : 15 + (60 * count) / largest;
                const color = row === column ? 'var(--linear)' : 'var(--error)';
                return (
                  <td
                    key={predicted}
                    style={{ background: `color-mix(in srgb, ${color} ${strength}%, transparent)` }}
                    data-chosen={chosen}
                    data-testid={`confusion-${row}-${column}`}
                  >
                    <button
                      type="button"
                      title={`${actual}, predicted as ${predicted}: ${formatInteger(count)}`}
                      onClick={() =>
                        onFilter({ ...filter, onlyWrong: false, pair: chosen ? null : { actual, predicted } })
                      }
                    >
                      {formatInteger(count)}
                    </button>
                  </td>
                );
              })}
              {figures.map(({ name, key, title }) => {
                const value = perClass[row]![key];
                return (
                  <td key={name} className={classes.figure} title={title}>
                    {value === null ? noNumber : formatPercent(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
