import { useEffect, useState } from 'react';
import { textReader } from '../../core/data/readColumn';
import type { ColumnSpec } from '../../core/data/schema';
import { TermSelect } from './ColumnControls';
import { missingRulesOf, missingTerms } from './columnWords';
import { Field } from './Field';
import classes from './preparation.module.css';

interface MissingFieldsProps {
  column: ColumnSpec;
  onChange(patch: Partial<ColumnSpec>): void;
}

/** What stands in for an empty cell, and whether the network is told that it was empty. */
export function MissingFields({ column, onChange }: MissingFieldsProps) {
  const rules = missingRulesOf(column.type);
  if (rules.length === 0) return null;
  const rule = column.missing ?? 'drop';
  return (
    <>
      <Field label="Missing values" meaning={missingTerms[rule].meaning}>
        <TermSelect
          label={`Missing values of ${column.name}`}
          testId={`missing-${column.name}`}
          value={rule}
          terms={missingTerms}
          choices={rules}
          onChange={(missing) => {
            if (missing === 'drop')
              onChange({ missing: undefined, constant: undefined, indicator: undefined });
            else if (missing === 'constant') onChange({ missing, constant: firstConstant(column) });
            else onChange({ missing, constant: undefined });
          }}
        />
      </Field>
      {rule === 'constant' && <Constant column={column} onChange={(constant) => onChange({ constant })} />}
      {rule !== 'drop' && (
        <label className={classes.check} title="1 where the cell was empty, else 0">
          <input
            type="checkbox"
            data-testid={`indicator-${column.name}`}
            checked={column.indicator ?? false}
            onChange={(event) => onChange({ indicator: event.currentTarget.checked || undefined })}
          />
          One more number that says whether the cell was empty
        </label>
      )}
    </>
  );
}

/** Something that the column can read, to begin with. */
function firstConstant(column: ColumnSpec): string {
  if (column.constant !== undefined) return column.constant;
  if (column.type === 'category') return column.categories[0] ?? '';
  return column.type === 'date' ? '1970-01-01' : '0';
}

const wanted = {
  number: 'a number such as 0.5',
  integer: 'a whole number such as 3',
  boolean: 'yes or no',
  date: 'a date such as 2024-12-31',
  category: 'one of the categories',
  text: '',
} as const satisfies Record<ColumnSpec['type'], string>;

interface ConstantProps {
  column: ColumnSpec;
  onChange(constant: string): void;
}

/** The stand-in, as it would be written in the file; taken when the field is left. */
function Constant({ column, onChange }: ConstantProps) {
  const now = column.constant ?? '';
  const [draft, setDraft] = useState(now);
  useEffect(() => setDraft(now), [now]);
  if (column.type === 'category') {
    return (
      <Field label="Value">
        <select
          className={classes.input}
          aria-label="The value that stands in"
          data-testid="missing-constant"
          value={now}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {column.categories.map((category, index) => (
            <option key={category} value={category}>
              {column.labels?.[index] || category}
            </option>
          ))}
        </select>
      </Field>
    );
  }
  const isRead = Number.isFinite(textReader(column)(draft));
  const take = () => {
    if (isRead && draft !== now) onChange(draft);
    else if (!isRead) setDraft(now);
  };
  return (
    <Field label="Value" {...(!isRead && { meaning: `This has to be ${wanted[column.type]}.` })}>
      <input
        className={classes.input}
        aria-label="The value that stands in"
        aria-invalid={!isRead}
        data-testid="missing-constant"
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </Field>
  );
}
