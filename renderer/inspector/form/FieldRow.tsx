import { type ReactNode, useId, useState } from 'react';
import { ColumnChoice } from './ColumnChoice';
import type { Field, Variant } from './fields';
import { shownFields } from './fields';
import classes from './form.module.css';
import { type Change, NumberInput } from './NumberInput';

export interface FieldRowProps {
  field: Field;
  value: unknown;
  /** Prefix of the test ids: `field-units`, and `field-weightInitializer-deviation` for what is nested. */
  path: string;
  onChange: Change;
  onCommit(): void;
}

/** One field of a form: its label, its control, and what is wrong with what was typed. */
export function FieldRow({ field, value, path, onChange, onCommit }: FieldRowProps) {
  const id = useId();
  const [error, setError] = useState<string | null>(null);
  const testId = `field-${path}`;

  switch (field.control) {
    case 'number':
      return (
        <Row field={field} id={id} error={error}>
          <NumberInput
            id={id}
            field={field}
            value={value}
            label={field.title}
            testId={testId}
            onChange={onChange}
            onCommit={onCommit}
            onError={setError}
          />
        </Row>
      );
    case 'boolean':
      return (
        <Row field={field} id={id} error={error}>
          <input
            id={id}
            type="checkbox"
            className={classes.check}
            data-testid={testId}
            checked={value === true}
            onChange={(event) => setError(onChange(event.currentTarget.checked, false))}
          />
        </Row>
      );
    case 'choice':
      return (
        <Row field={field} id={id} error={error} stacked={isLong(field.choices)}>
          <Choice
            id={id}
            testId={testId}
            value={String(value)}
            choices={field.choices}
            onChange={(choice) => setError(onChange(choice, false))}
          />
        </Row>
      );
    case 'columns':
      return <ColumnChoice field={field} value={value} testId={testId} onChange={onChange} />;
    case 'variant':
      return <VariantRow field={field} value={value} path={path} onChange={onChange} onCommit={onCommit} />;
    default:
      throw field satisfies never;
  }
}

function VariantRow({
  field,
  value,
  path,
  onChange,
  onCommit,
}: FieldRowProps & { field: Extract<Field, { control: 'variant' }> }) {
  const id = useId();
  const values = (value ?? {}) as Record<string, unknown>;
  const variant: Variant | undefined = field.variants.find(({ kind }) => kind === values.kind);
  return (
    <>
      <Row field={field} id={id} error={null}>
        <Choice
          id={id}
          testId={`field-${path}`}
          value={String(values.kind)}
          choices={field.variants.map(({ kind, name }) => ({ value: kind, name }))}
          onChange={(kind) => onChange({ kind }, false)}
        />
      </Row>
      {variant && variant.fields.length > 0 && (
        <div className={classes.nested}>
          {shownFields(variant.fields, values).map((inner) => (
            <FieldRow
              key={`${variant.kind}.${inner.key}`}
              field={inner}
              value={values[inner.key]}
              path={`${path}-${inner.key}`}
              onChange={(next, live) => onChange({ ...values, [inner.key]: next }, live)}
              onCommit={onCommit}
            />
          ))}
        </div>
      )}
    </>
  );
}

interface ChoiceProps {
  id?: string;
  testId: string;
  value: string;
  choices: { value: string; name: string }[];
  label?: string;
  className?: string;
  onChange(value: string): void;
}

/** A list to choose from. The system's own, so that it works the same on the zoomed canvas. */
export function Choice({ id, testId, value, choices, label, className, onChange }: ChoiceProps) {
  return (
    <select
      id={id}
      className={`nodrag nopan ${classes.select} ${className ?? ''}`}
      data-testid={testId}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.name}
        </option>
      ))}
    </select>
  );
}

interface RowProps {
  field: Field;
  id: string;
  error: string | null;
  /** The control stands under its label, with the whole width to itself. */
  stacked?: boolean;
  children: ReactNode;
}

/** Whether the names of the choices need more room than there is beside the label. */
const isLong = (choices: { name: string }[]) => choices.some(({ name }) => name.length > 18);

function Row({ field, id, error, stacked = false, children }: RowProps) {
  return (
    <div className={classes.row}>
      <div className={stacked ? classes.stack : classes.line}>
        <label htmlFor={id} className={classes.label} title={field.description}>
          {field.title}
        </label>
        {children}
      </div>
      {error && (
        <div role="alert" className={classes.error}>
          {error}
        </div>
      )}
    </div>
  );
}
