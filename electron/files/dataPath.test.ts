import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteDataPath, dataPathOf, storedDataPath, withDataPath } from './dataPath';

describe('the path of a data file in a project file', () => {
  it.each([
    ['/home/ada/nets/iris.nloom', '/home/ada/nets/iris.csv', 'iris.csv'],
    ['/home/ada/nets/iris.nloom', '/home/ada/data/iris.csv', '../data/iris.csv'],
    ['/home/ada/iris.nloom', '/home/ada/data/deep/iris.csv', 'data/deep/iris.csv'],
  ])('%s and %s: %s', (project, data, stored) => {
    expect(storedDataPath(project, data, posix)).toBe(stored);
    expect(absoluteDataPath(project, stored, posix)).toBe(data);
  });

  it.each([
    ['C:\\nets\\iris.nloom', 'C:\\data\\iris.csv', '../data/iris.csv'],
    ['C:\\nets\\iris.nloom', 'D:\\data\\iris.csv', 'D:\\data\\iris.csv'],
    ['C:\\nets\\iris.nloom', '\\\\server\\share\\iris.csv', '\\\\server\\share\\iris.csv'],
  ])('on Windows, %s and %s: %s', (project, data, stored) => {
    expect(storedDataPath(project, data, win32)).toBe(stored);
    expect(absoluteDataPath(project, stored, win32)).toBe(data);
  });

  it('leads back to the same file from wherever the project stands', () => {
    const name = fc.stringMatching(/^[a-zä .-]{1,8}$/).filter((text) => !/^[. ]+$/.test(text));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(path, path, (project, data) => {
        const stored = storedDataPath(`${project}.nloom`, data, posix);
        expect(posix.isAbsolute(stored)).toBe(false);
        expect(absoluteDataPath(`${project}.nloom`, stored, posix)).toBe(data);
      }),
    );
  });

  it('leaves a path alone that is relative already', () => {
    expect(storedDataPath('/nets/a.nloom', 'data/b.csv', posix)).toBe('data/b.csv');
  });

  it('is found in JSON of any shape, and replaced in a copy', () => {
    for (const json of [
      null,
      3,
      {},
      { dataset: null },
      { dataset: { source: null } },
      { dataset: { source: {} } },
    ]) {
      expect(dataPathOf(json)).toBeNull();
    }
    const project = { name: 'Iris', dataset: { source: { kind: 'csv', path: 'a.csv' }, columns: [] } };
    expect(dataPathOf(project)).toBe('a.csv');
    expect(withDataPath(project, '/b.csv')).toEqual({
      name: 'Iris',
      dataset: { source: { kind: 'csv', path: '/b.csv' }, columns: [] },
    });
    expect(project.dataset.source.path).toBe('a.csv');
  });
});
