import type { z } from 'zod';
import { FieldRow } from './FieldRow';
import { formFields, shownFields } from './fields';
import classes from './form.module.css';

interface SchemaFormProps {
  schema: z.ZodObject;
  values: Readonly<Record<string, unknown>>;
  /** Only these fields, in this order; every field where absent. */
  only?: readonly string[];
  /** Takes a new value, or says why not. `live`: more of the same gesture follows, until `onCommit`. */
  onChange(key: string, value: unknown, live: boolean): string | null;
  onCommit(): void;
}

/** The form of a schema's fields. Labels, help, limits and conditions come from the schema itself. */
export function SchemaForm({ schema, values, only, onChange, onCommit }: SchemaFormProps) {
  const all = formFields(schema);
  const fields = only ? only.flatMap((key) => all.find((field) => field.key === key) ?? []) : all;
  return (
    <div className={classes.form}>
      {shownFields(fields, values).map((field) => (
        <FieldRow
          key={field.key}
          field={field}
          value={values[field.key]}
          path={field.key}
          onChange={(value, live) => onChange(field.key, value, live)}
          onCommit={onCommit}
        />
      ))}
    </div>
  );
}
