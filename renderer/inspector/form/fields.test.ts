import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findNodeKind, nodeKinds } from '../../../core/nodes';
import { trainingSchema } from '../../../core/train/settings';
import { formFields, shownFields } from './fields';

const fieldsOf = (kind: string) => formFields(findNodeKind(kind)!.params);
const field = (kind: string, key: string) => fieldsOf(kind).find((each) => each.key === key);

describe('a form made from a schema', () => {
  const schemas: [string, z.ZodObject][] = [
    ...nodeKinds.map(({ kind, params }): [string, z.ZodObject] => [kind, params as z.ZodObject]),
    ['training', trainingSchema],
  ];

  it.each(schemas)('has a titled control for every field of %s', (_name, schema) => {
    const fields = formFields(schema);
    expect(fields.map(({ key }) => key)).toEqual(Object.keys(schema.shape));
    for (const { key, title } of fields)
      expect([key, title]).toEqual([key, schema.shape[key]?.meta()?.title]);
  });

  it('takes limits and whole numbers from the schema', () => {
    expect(field('dense', 'units')).toMatchObject({ control: 'number', integer: true, min: 1, max: 65_536 });
    expect(field('dropout', 'rate')).toMatchObject({ control: 'number', integer: false, min: 0, max: 0.95 });
    const training = formFields(trainingSchema);
    expect(training.find(({ key }) => key === 'clipNorm')).toMatchObject({
      control: 'number',
      nullable: true,
      min: 0,
    });
    expect(training.find(({ key }) => key === 'epochs')).toMatchObject({ max: undefined });
  });

  it('names choices for people', () => {
    const choices = field('activation', 'function');
    if (choices?.control !== 'choice') throw new Error('not a choice');
    expect(choices.choices).toContainEqual({ value: 'leakyRelu', name: 'Leaky ReLU' });
  });

  it('nests the fields of each variant', () => {
    const initializer = field('dense', 'weightInitializer');
    if (initializer?.control !== 'variant') throw new Error('not a variant');
    const fieldsOfVariant = (kind: string) =>
      initializer.variants.find((variant) => variant.kind === kind)?.fields.map(({ key }) => key);
    expect(fieldsOfVariant('zeros')).toEqual([]);
    expect(fieldsOfVariant('normal')).toEqual(['mean', 'deviation']);
  });

  it('shows a field only while the one it depends on holds a fitting value', () => {
    const shown = (values: Record<string, unknown>) =>
      shownFields(fieldsOf('loss'), values).map(({ key }) => key);
    expect(shown({ function: 'huber' })).toContain('delta');
    expect(shown({ function: 'hinge' })).not.toContain('delta');
    expect(shown({ function: 'categoricalCrossEntropy' })).toContain('fromLogits');
  });

  it('recognises the choice of columns, and leaves out what no control can edit', () => {
    expect(field('input', 'columns')?.control).toBe('columns');
    const odd = z.object({ ok: z.boolean(), odd: z.tuple([z.string()]) });
    expect(formFields(odd).map(({ key }) => key)).toEqual(['ok']);
  });
});
