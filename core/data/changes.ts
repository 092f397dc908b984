import type { Fingerprint } from './source';

const columnsListed = 5;

/** What is different in a file since the project last read it, a sentence each; empty for the same bytes. */
export function describeChanges(before: Fingerprint, now: Fingerprint): string[] {
  if (before.sha256 === now.sha256) return [];
  const typesBefore = new Map(before.columns.map(({ name, type }) => [name, type]));
  const typesNow = new Map(now.columns.map(({ name, type }) => [name, type]));
  const added = now.columns.filter(({ name }) => !typesBefore.has(name));
  const gone = before.columns.filter(({ name }) => !typesNow.has(name));
  const changed = now.columns.filter(({ name, type }) => (typesBefore.get(name) ?? type) !== type);
  const sentences = [
    ...listed(added, ({ name }) => `There is a new column "${name}".`, 'new'),
    ...listed(gone, ({ name }) => `The column "${name}" is gone.`, 'gone'),
    ...listed(
      changed,
      ({ name, type }) =>
        `The column "${name}" was ${noun(typesBefore.get(name)!)} and is ${noun(type)} now.`,
      'of another type',
    ),
  ];
  if (sentences.length === 0 && !sameOrder(before, now))
    sentences.push('The columns stand in another order.');
  if (before.rows !== now.rows) {
    sentences.unshift(`There are ${count(now.rows)} rows now; there were ${count(before.rows)}.`);
  }
  return sentences.length > 0
    ? sentences
    : ['The columns and the number of rows are the same, the contents are not.'];
}

function listed<T>(columns: readonly T[], sentence: (column: T) => string, rest: string): string[] {
  const more = columns.length - columnsListed;
  const sentences = columns.slice(0, columnsListed).map(sentence);
  if (more <= 0) return sentences;
  return [...sentences, `${count(more)} more ${more === 1 ? 'column is' : 'columns are'} ${rest}.`];
}

function sameOrder(before: Fingerprint, now: Fingerprint): boolean {
  return before.columns.every(({ name }, index) => now.columns[index]?.name === name);
}

const nouns = new Map([
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'yes or no'],
  ['category', 'a category'],
  ['date', 'a date'],
  ['text', 'text'],
]);

function noun(type: string): string {
  return nouns.get(type) ?? type;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
