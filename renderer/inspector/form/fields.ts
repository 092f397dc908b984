import { z } from 'zod';
import { choiceName } from '../../../core/nodes/names';

interface FieldBase {
  key: string;
  title: string;
  description: string | undefined;
  /** The field is shown only while another field holds one of these values. */
  when: { field: string; is: unknown[] } | undefined;
}

export interface NumberField extends FieldBase {
  control: 'number';
  integer: boolean;
  min: number | undefined;
  max: number | undefined;
  nullable: boolean;
}

export interface Variant {
  kind: string;
  name: string;
  fields: Field[];
}

export type Field =
  | NumberField
  | (FieldBase & { control: 'boolean' })
  | (FieldBase & { control: 'choice'; choices: { value: string; name: string }[] })
  | (FieldBase & { control: 'columns' })
  | (FieldBase & { control: 'variant'; variants: Variant[] });

/** The part of JSON Schema that the parameters of our schemas come out as. */
interface JsonField {
  type?: string;
  title?: string;
  description?: string;
  control?: string;
  when?: { field: string; is: unknown[] };
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  enum?: string[];
  const?: unknown;
  anyOf?: JsonField[];
  oneOf?: JsonField[];
  properties?: Record<string, JsonField>;
}

const known = new WeakMap<z.ZodObject, Field[]>();

/** The form of a schema, field by field, in the order in which they are declared. */
export function formFields(schema: z.ZodObject): Field[] {
  let fields = known.get(schema);
  if (!fields) {
    fields = objectFields(z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonField);
    known.set(schema, fields);
  }
  return fields;
}

function objectFields(json: JsonField): Field[] {
  return Object.entries(json.properties ?? {}).flatMap(([key, field]) => toField(key, field) ?? []);
}

/** Null for what cannot be edited in a form, such as the constant `kind` of a variant. */
function toField(key: string, json: JsonField): Field | null {
  const base = {
    key,
    title: json.title ?? choiceName(key),
    description: json.description,
    when: json.when,
  };
  if (json.control === 'columns') return { ...base, control: 'columns' };
  if (json.enum) {
    return {
      ...base,
      control: 'choice',
      choices: json.enum.map((value) => ({ value, name: choiceName(value) })),
    };
  }
  if (json.type === 'boolean') return { ...base, control: 'boolean' };
  if (json.oneOf) return { ...base, control: 'variant', variants: json.oneOf.map(toVariant) };
  const number = numberOf(json);
  return number && { ...base, ...number };
}

function numberOf(
  json: JsonField,
): Pick<NumberField, 'control' | 'integer' | 'min' | 'max' | 'nullable'> | null {
  const inner = json.anyOf?.find((option) => option.type !== 'null') ?? json;
  if (inner.type !== 'number' && inner.type !== 'integer') return null;
  const max = inner.maximum ?? inner.exclusiveMaximum;
  return {
    control: 'number',
    integer: inner.type === 'integer',
    min: inner.minimum ?? inner.exclusiveMinimum,
    // Whole numbers without a limit come out with the largest safe integer, which is no limit to show.
    max: max === Number.MAX_SAFE_INTEGER ? undefined : max,
    nullable: json.anyOf?.some((option) => option.type === 'null') ?? false,
  };
}

function toVariant(json: JsonField): Variant {
  const kind = String(json.properties?.kind?.const);
  return { kind, name: choiceName(kind), fields: objectFields(json) };
}

/** The fields that are shown for these values. */
export function shownFields(fields: Field[], values: Readonly<Record<string, unknown>>): Field[] {
  return fields.filter(({ when }) => !when || when.is.includes(values[when.field]));
}
