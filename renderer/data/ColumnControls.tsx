import type { ColumnRole, ColumnSpec, Scaling } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import classes from './data.module.css';
import { typeChoices } from './importChoices';

const roleNames: Record<ColumnRole, string> = {
  feature: 'Feature',
  target: 'Target',
  weight: 'Weight',
  ignore: 'Ignore',
};
const typeNames: Record<ColumnSpec['type'], string> = {
  number: 'Number',
  integer: 'Integer',
  boolean: 'Yes or no',
  category: 'Category',
  date: 'Date',
  text: 'Text',
};
const scalingNames: Record<Scaling, string> = {
  none: 'None',
  standard: 'Standard',
  minMax: '0 to 1',
  robust: 'Robust',
  log1p: 'Logarithm',
  maximum: 'By maximum',
};

interface ColumnControlProps<T> {
  column: ColumnSpec;
  onChange(value: T): void;
}

export function RoleSelect({
  column,
  role,
  onChange,
}: ColumnControlProps<ColumnRole> & { role: ColumnRole }) {
  return (
    <Select
      label={`Role of ${column.name}`}
      testId={`role-${column.name}`}
      value={role}
      names={roleNames}
      choices={['feature', 'target', 'ignore']}
      tone={role}
      onChange={onChange}
    />
  );
}

interface TypeSelectProps extends ColumnControlProps<ColumnSpec['type']> {
  /** What the file holds; without it the type stays as it is. */
  found: ColumnSummary | undefined;
}

export function TypeSelect({ column, found, onChange }: TypeSelectProps) {
  const possible = found ? typeChoices(found) : [column.type];
  const choices = possible.includes(column.type) ? possible : [column.type, ...possible];
  return (
    <Select
      label={`Type of ${column.name}`}
      testId={`type-${column.name}`}
      value={column.type}
      names={typeNames}
      choices={choices}
      onChange={onChange}
    />
  );
}

/** Categories are one-hot encoded and have nothing to scale. */
export function ScalingSelect({ column, onChange }: ColumnControlProps<Scaling>) {
  if (!('scaling' in column) || column.type === 'category') {
    return (
      <span
        className={classes.oneHot}
        data-testid={`scaling-${column.name}`}
        title="One column for each category"
      >
        one-hot
      </span>
    );
  }
  return (
    <Select
      label={`Scaling of ${column.name}`}
      testId={`scaling-${column.name}`}
      value={column.scaling as Scaling}
      names={scalingNames}
      choices={['standard', 'none']}
      onChange={onChange}
    />
  );
}

interface SelectProps<T extends string> {
  label: string;
  testId: string;
  value: T;
  names: Record<T, string>;
  choices: readonly T[];
  tone?: string;
  onChange(value: T): void;
}

function Select<T extends string>({ label, testId, value, names, choices, tone, onChange }: SelectProps<T>) {
  return (
    <select
      className={classes.select}
      aria-label={label}
      data-testid={testId}
      data-tone={tone}
      value={value}
      disabled={choices.length === 1}
      onChange={(event) => onChange(event.currentTarget.value as T)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {names[choice]}
        </option>
      ))}
    </select>
  );
}
