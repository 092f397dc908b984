import type { CsvSource } from '../../core/data/source';
import type { DataSummary } from '../../core/protocol';
import { formatCount } from '../format';
import classes from './importDialog.module.css';
import { type LikelyMissing as Likely, likelyMissing, usualMissingWords } from './missingWords';

interface LikelyMissingProps {
  summary: DataSummary;
  source: CsvSource;
  busy: boolean;
  onChange(source: CsvSource): void;
}

/** Most words that are pointed out at once. */
const mostShown = 3;

/** Points out values that look like words for missing and were read as values, and offers to read them so. */
export function LikelyMissing({ summary, source, busy, onChange }: LikelyMissingProps) {
  const found = likelyMissing(summary.columns, summary.rowCount).slice(0, mostShown);
  if (found.length === 0) return null;
  const words = source.missingWords ?? usualMissingWords;
  return (
    <ul className={classes.likely} data-testid="likely-missing">
      {found.map((likely) => (
        <li key={likely.word}>
          <span>
            {whereItStands(likely)} and counts as a value. Does “{likely.word}” mean missing?
          </span>
          <button
            type="button"
            className={classes.plain}
            disabled={busy}
            onClick={() => onChange({ ...source, missingWords: [...words, likely.word] })}
          >
            Read it as missing
          </button>
        </li>
      ))}
    </ul>
  );
}

function whereItStands({ word, cells, columns }: Likely): string {
  const others = columns.length - 1;
  const place = others > 0 ? `${columns[0]} and ${formatCount(others, 'other column')}` : columns[0];
  return `“${word}” stands in ${formatCount(cells, 'cell')} of ${place}`;
}
