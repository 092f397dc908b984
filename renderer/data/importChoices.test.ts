import { describe, expect, it } from 'vitest';
import type { DataSummary } from '../../core/protocol';
import { choicesProblem, initialChoices, typeChoices, withRole, withType } from './importChoices';
import { summaryOf } from './testing/summaryOf';

const flowers = summaryOf('length,width,species\n1.5,2,a\n2.5,3,b\n3.5,4,a\n');

/** `rows` lines of x and a label that goes round 0, 1, 2. */
function labelled(rows: number): DataSummary {
  const lines = Array.from({ length: rows }, (_, row) => `${row / 7},${row % 3}`);
  return summaryOf(`x,label\n${lines.join('\n')}\n`);
}

describe('initialChoices', () => {
  it('guesses features and a target', () => {
    const { columns } = initialChoices(flowers);
    expect(columns.map(({ name, role, type }) => [name, role, type])).toEqual([
      ['length', 'feature', 'number'],
      ['width', 'feature', 'integer'],
      ['species', 'target', 'category'],
    ]);
  });

  it('takes a target of few whole numbers for classes', () => {
    const target = initialChoices(labelled(60)).columns[1];
    expect(target).toMatchObject({ role: 'target', type: 'category', categories: ['0', '1', '2'] });
  });

  it('leaves a target of few rows a number', () => {
    expect(initialChoices(labelled(9)).columns[1]).toMatchObject({ role: 'target', type: 'integer' });
  });

  it('scales a target that is far from zero, and not one that is near', () => {
    const far = summaryOf('x,y\n1,150\n2,75\n3,212\n');
    const near = summaryOf('x,y\n1,0.5\n2,0.25\n3,0.75\n');
    expect(initialChoices(far).columns[1]).toMatchObject({ role: 'target', scaling: 'standard' });
    expect(initialChoices(near).columns[1]).toMatchObject({ role: 'target', scaling: 'none' });
  });

  it('keeps what was chosen before for the columns that are still there', () => {
    const first = initialChoices(flowers);
    const chosen = {
      ...first,
      columns: first.columns.map((column) =>
        withRole(
          column,
          column.name === 'width' ? 'target' : column.name === 'species' ? 'ignore' : 'feature',
        ),
      ),
      split: { ...first.split, validation: 0.3 },
    };
    const again = initialChoices(summaryOf('length,width,height,species\n1,2,3,a\n4,5,6,c\n'), chosen);
    expect(again.columns.map(({ name, role }) => [name, role])).toEqual([
      ['length', 'feature'],
      ['width', 'target'],
      ['height', 'feature'],
      ['species', 'ignore'],
    ]);
    expect(again.split.validation).toBe(0.3);
  });

  it('takes the categories of the new file, not those of the old', () => {
    const before = initialChoices(flowers);
    const after = initialChoices(summaryOf('length,width,species\n1,2,c\n2,3,d\n3,4,c\n'), before);
    expect(after.columns[2]).toMatchObject({ role: 'target', categories: ['c', 'd'] });
  });
});

describe('types', () => {
  it('lets numbers be classes, and text numbers only where most of it is one', () => {
    const { columns } = summaryOf('a,b,c\n1,x,1\n2,y,2\n3,x,oops\n');
    expect(columns.map(typeChoices)).toEqual([
      ['integer', 'number', 'category'],
      ['category'],
      ['category', 'number', 'integer'],
    ]);
    const answers = summaryOf('a,b\nyes,2024-01-01\nno,2024-02-01\nyes,2024-03-01\n').columns;
    expect(answers.map(typeChoices)).toEqual([
      ['boolean', 'category'],
      ['date', 'category'],
    ]);
  });

  it('changes the type and keeps the role', () => {
    const column = initialChoices(labelled(9)).columns[1]!;
    const summary = labelled(9).columns[1]!;
    expect(withType(column, summary, 'category')).toMatchObject({
      role: 'target',
      type: 'category',
      categories: ['0', '1', '2'],
    });
  });
});

describe('a file that is read again', () => {
  it('takes the types asked for, and keeps what was chosen for the others', () => {
    const first = initialChoices(flowers);
    const robust = { ...first.columns[0]!, scaling: 'robust' } as (typeof first.columns)[number];
    const chosen = { ...first, columns: first.columns.with(0, robust) };
    const again = initialChoices(flowers, chosen, { width: 'category' });
    expect(again.columns[0]).toEqual(robust);
    expect(again.columns[1]).toMatchObject({
      type: 'category',
      role: 'feature',
      categories: ['2', '3', '4'],
    });
  });

  it('keeps an order of categories that a person made', () => {
    const first = initialChoices(flowers);
    const sorted = { ...first.columns[2]!, categories: ['b', 'a'] } as (typeof first.columns)[number];
    const again = initialChoices(flowers, { ...first, columns: first.columns.with(2, sorted) });
    expect(again.columns[2]).toMatchObject({ categories: ['b', 'a'] });
  });
});

describe('choicesProblem', () => {
  const choices = initialChoices(flowers);
  const asRole = (role: 'feature' | 'target' | 'ignore') => ({
    ...choices,
    columns: choices.columns.map((column) => withRole(column, role)),
  });

  it('is content with a feature and a target that varies', () => {
    expect(choicesProblem(choices, flowers.columns)).toBeNull();
  });

  it('names what is missing', () => {
    expect(choicesProblem(asRole('target'), flowers.columns)).toContain('No column is a feature');
    expect(choicesProblem(asRole('feature'), flowers.columns)).toContain('No column is the target');
    const constant = summaryOf('x,y\n1,5\n2,5\n');
    expect(choicesProblem(initialChoices(constant), constant.columns)).toContain('"y" has the same value');
  });
});
