import type { CsvSource } from '../../core/data/source';
import type { Misfit } from '../../core/data/summary';
import type { DataSummary } from '../../core/protocol';
import { formatCount, formatInteger } from '../format';
import { typeTerms } from './columnWords';
import classes from './importDialog.module.css';

interface MisfitsProps {
  summary: DataSummary;
  /** What happens to such rows; null where the kind of file leaves no choice. */
  rule: NonNullable<CsvSource['misfits']> | null;
  busy: boolean;
  onRule(rule: NonNullable<CsvSource['misfits']>): void;
}

/** Which lines of the file do not fit, why, and what becomes of them. */
export function Misfits({ summary, rule, busy, onRule }: MisfitsProps) {
  const { misfits, misfitCount: count } = summary;
  if (count === 0) return null;
  return (
    <section className={classes.misfits} data-testid="import-ragged" aria-label="Rows that do not fit">
      <div className={classes.misfitHead}>
        <strong data-testid="misfit-count">
          {formatCount(count, 'row does', 'rows do')} not fit and {count === 1 ? 'is' : 'are'} left out.
        </strong>
        {rule && (
          <span className={classes.misfitRule} role="radiogroup" aria-label="What happens to these rows">
            {ruleNames.map(([each, name]) => (
              <label key={each}>
                <input
                  type="radio"
                  name="misfits"
                  disabled={busy}
                  checked={rule === each}
                  onChange={() => onRule(each)}
                />
                {name}
              </label>
            ))}
          </span>
        )}
      </div>
      <details>
        <summary>Show them</summary>
        <ul>
          {misfits.map((misfit) => (
            <li key={`${misfit.line} ${misfit.column ?? ''}`}>
              <span className={classes.line}>line {formatInteger(misfit.line)}</span>
              <span>{reasonOf(misfit)}</span>
              <code data-selectable title={misfit.text}>
                {misfit.text}
              </code>
            </li>
          ))}
        </ul>
        {count > misfits.length && (
          <p>and {formatInteger(count - misfits.length)} more, which are counted and not listed</p>
        )}
      </details>
    </section>
  );
}

const ruleNames = [
  ['skip', 'Leave these rows out'],
  ['fail', 'Refuse the file'],
] as const;

function reasonOf({ kind, cells = 0, expected = 0, column, type }: Misfit): string {
  switch (kind) {
    case 'cells':
      return `${formatCount(cells, 'cell')} instead of ${formatInteger(expected)}`;
    case 'type':
      return `“${column ?? ''}” is not ${type ? articleOf(typeTerms[type].name.toLowerCase()) : 'readable'}`;
    case 'quote':
      return 'a quote is not closed, or text follows it';
    case 'encoding':
      return 'letters that this encoding does not have';
    case 'json':
      return 'not a JSON object';
    default:
      throw kind satisfies never;
  }
}

function articleOf(noun: string): string {
  if (noun === 'yes or no' || noun === 'text') return noun;
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
