import type { DataSummary } from '../../core/protocol';
import { formatCount, formatInteger } from '../format';
import classes from './importDialog.module.css';

/** Which lines of the file were left out, and why. */
export function RaggedRows({ summary: { ragged, raggedCount } }: { summary: DataSummary }) {
  if (raggedCount === 0) return null;
  return (
    <details className={classes.ragged} data-testid="import-ragged">
      <summary>
        {formatCount(raggedCount, 'row is', 'rows are')} left out: not as many cells as the header.
      </summary>
      <ul>
        {ragged.map(({ line, cells, expected, text }) => (
          <li key={line}>
            Line {formatInteger(line)}: {formatCount(cells, 'cell')} instead of {formatInteger(expected)}{' '}
            <code>{text}</code>
          </li>
        ))}
      </ul>
      {raggedCount > ragged.length && <p>and {formatInteger(raggedCount - ragged.length)} more</p>}
    </details>
  );
}
