import { expect, test } from 'vitest';
import { outdated } from './dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/a-darwin': { version: '1.0.0', optional: true },
  },
};

test('what npm ci installed is up to date, without the packages of other platforms', () => {
  const installed = {
    packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } },
  };
  expect(outdated(wanted, installed)).toEqual([]);
});

test('a package that is missing or of another version is outdated', () => {
  const installed = { packages: { 'node_modules/b': { version: '1.9.0' } } };
  expect(outdated(wanted, installed)).toEqual(['node_modules/a', 'node_modules/b']);
});

test('an optional package of another version is outdated', () => {
  const installed = { packages: { ...wanted.packages, 'node_modules/a-darwin': { version: '0.9.0' } } };
  expect(outdated(wanted, installed)).toEqual(['node_modules/a-darwin']);
});
