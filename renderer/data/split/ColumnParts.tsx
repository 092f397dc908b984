import { observer } from 'mobx-react-lite';
import type { DatasetSpec } from '../../../core/data/schema';
import { useApp } from '../../app/appStore';
import { formatCount, formatInteger } from '../../format';
import { TermSelect } from '../ColumnControls';
import { Field } from '../Field';
import shared from '../preparation.module.css';
import classes from './split.module.css';
import { partTerms } from './splitTerms';

const partNames = ['train', 'validation', 'test'] as const;
/** More values than this are counted and not listed. */
const mostListed = 50;

/** Which column says the part, and which of its values means which. */
export const ColumnParts = observer(function ColumnParts({ dataset }: { dataset: DatasetSpec }) {
  const { document, data } = useApp();
  const { split, columns } = dataset;
  const found = data.summary?.columns.find(({ name }) => name === split.column);
  const values = found?.values ?? [];
  const parts = new Map(Object.entries(split.parts ?? {}));
  const setPart = (value: string, part: (typeof partNames)[number]) => {
    const next = new Map(parts);
    if (part === 'train') next.delete(value);
    else next.set(value, part);
    document.setSplit({ parts: Object.fromEntries(next) });
  };
  return (
    <>
      <Field label="Column">
        <select
          className={shared.input}
          aria-label="Column that says the part"
          data-testid="split-column"
          value={split.column ?? ''}
          onChange={(event) => document.setSplit({ column: event.currentTarget.value, parts: undefined })}
        >
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {values.length === 0 ? (
        <p className={shared.note}>
          This column has too many different values to choose from. Take one with few.
        </p>
      ) : (
        <ul className={classes.values}>
          {values.slice(0, mostListed).map(({ value, count }) => (
            <li key={value}>
              <span className={classes.valueName} title={value}>
                {value}
              </span>
              <span className={classes.rows}>{formatCount(count, 'row')}</span>
              <TermSelect
                label={`Part of ${value}`}
                testId={`part-of-${value}`}
                value={parts.get(value) ?? 'train'}
                terms={partTerms}
                choices={partNames}
                onChange={(part) => setPart(value, part)}
              />
            </li>
          ))}
          {values.length > mostListed && (
            <li className={shared.note}>
              and {formatInteger(values.length - mostListed)} more, which mean training
            </li>
          )}
        </ul>
      )}
    </>
  );
});
