import { type ColumnOf, type ColumnSpec, dateParts } from '../../core/data/schema';
import { partTerms } from './columnWords';
import { Field } from './Field';
import classes from './preparation.module.css';

interface DatePartsProps {
  column: ColumnOf<'date'>;
  onChange(patch: Partial<ColumnSpec>): void;
}

/** Which numbers a date becomes; at least one. */
export function DateParts({ column, onChange }: DatePartsProps) {
  const { parts } = column;
  return (
    <Field label="Becomes">
      <div className={classes.checks}>
        {dateParts.map((part) => (
          <label key={part} className={classes.check} title={partTerms[part].meaning}>
            <input
              type="checkbox"
              data-testid={`part-${part}`}
              checked={parts.includes(part)}
              disabled={parts.length === 1 && parts[0] === part}
              onChange={(event) => {
                const chosen = new Set(parts);
                if (event.currentTarget.checked) chosen.add(part);
                else chosen.delete(part);
                onChange({ parts: dateParts.filter((each) => chosen.has(each)) });
              }}
            />
            {partTerms[part].name}
          </label>
        ))}
      </div>
    </Field>
  );
}
