import {
  type ColumnRole,
  type ColumnSpec,
  type ColumnType,
  type Scaling,
  scalings,
} from '../../core/data/schema';
import { roleTerms, scalingTerms, type Term, typeTerms } from './columnWords';
import classes from './data.module.css';

interface ColumnControlProps<T> {
  column: ColumnSpec;
  onChange(value: T): void;
}

/** Roles that a column of this type can have: text can only be looked at, and a weight is a number. */
function roleChoices(type: ColumnType): readonly ColumnRole[] {
  switch (type) {
    case 'number':
    case 'integer':
    case 'boolean':
      return ['feature', 'target', 'weight', 'ignore'];
    case 'category':
    case 'date':
      return ['feature', 'target', 'ignore'];
    case 'text':
      return ['ignore'];
    default:
      throw type satisfies never;
  }
}

export function RoleSelect({
  column,
  role,
  onChange,
}: ColumnControlProps<ColumnRole> & { role: ColumnRole }) {
  const choices = roleChoices(column.type);
  return (
    <TermSelect
      label={`Role of ${column.name}`}
      testId={`role-${column.name}`}
      value={role}
      terms={roleTerms}
      choices={choices.includes(role) ? choices : [role, ...choices]}
      tone={role}
      onChange={onChange}
    />
  );
}

interface TypeSelectProps extends ColumnControlProps<ColumnType> {
  /** Its own is added where it is not among them. */
  choices: readonly ColumnType[];
  disabled?: boolean;
}

export function TypeSelect({ column, choices, disabled, onChange }: TypeSelectProps) {
  return (
    <TermSelect
      label={`Type of ${column.name}`}
      testId={`type-${column.name}`}
      value={column.type}
      terms={typeTerms}
      choices={choices.includes(column.type) ? choices : [column.type, ...choices]}
      disabled={disabled}
      onChange={onChange}
    />
  );
}

/** How a column without anything to scale is encoded; null for one that is scaled. */
function unscaledEncoding(column: ColumnSpec): { name: string; meaning: string } | null {
  switch (column.type) {
    case 'boolean':
      return { name: '0 or 1', meaning: 'No becomes 0, yes becomes 1.' };
    case 'category':
      return column.encoding === 'ordinal'
        ? null
        : { name: 'one-hot', meaning: 'One number for each category: 1 for its own, 0 for the others.' };
    case 'date':
      return column.parts.includes('elapsed')
        ? null
        : { name: 'on a circle', meaning: 'Sine and cosine of its place on the circle.' };
    case 'text':
      return { name: 'not read', meaning: 'Text is shown and never encoded.' };
    case 'number':
    case 'integer':
      return null;
    default:
      throw column satisfies never;
  }
}

export function ScalingSelect({ column, onChange }: ColumnControlProps<Scaling>) {
  const encoding = unscaledEncoding(column);
  if (encoding) {
    return (
      <span className={classes.oneHot} data-testid={`scaling-${column.name}`} title={encoding.meaning}>
        {encoding.name}
      </span>
    );
  }
  return (
    <TermSelect
      label={`Scaling of ${column.name}`}
      testId={`scaling-${column.name}`}
      value={('scaling' in column ? (column.scaling as Scaling | undefined) : undefined) ?? 'none'}
      terms={scalingTerms}
      choices={scalings}
      onChange={onChange}
    />
  );
}

interface TermSelectProps<T extends string> {
  label: string;
  testId: string;
  value: T;
  terms: Record<T, Term>;
  choices: readonly T[];
  tone?: string;
  disabled?: boolean | undefined;
  onChange(value: T): void;
}

/** A list of terms; what the chosen one means is its tooltip. */
export function TermSelect<T extends string>({
  label,
  testId,
  value,
  terms,
  choices,
  tone,
  disabled = false,
  onChange,
}: TermSelectProps<T>) {
  return (
    <select
      className={classes.select}
      aria-label={label}
      title={`${terms[value].name}: ${terms[value].meaning}`}
      data-testid={testId}
      data-tone={tone}
      value={value}
      disabled={disabled || choices.length === 1}
      onChange={(event) => onChange(event.currentTarget.value as T)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice} title={terms[choice].meaning}>
          {terms[choice].name}
        </option>
      ))}
    </select>
  );
}
