import { describe, expect, it } from 'vitest';
import { fileProblem } from './fileProblem';

const failure = (code: string) => Object.assign(new Error(`${code}: something, open '/x'`), { code });

describe('problems with files', () => {
  it.each([
    ['ENOSPC', 'write', '"/x/net.nloom" could not be saved: the disk is full.'],
    ['EDQUOT', 'write', '"/x/net.nloom" could not be saved: the disk is full.'],
    ['EACCES', 'write', '"/x/net.nloom" could not be saved: you have no permission to write there.'],
    ['EPERM', 'read', '"/x/net.nloom" could not be read: you have no permission to read it.'],
    ['ENOENT', 'read', '"/x/net.nloom" could not be read: the file is not there.'],
    ['EROFS', 'write', '"/x/net.nloom" could not be saved: the disk is read-only.'],
    ['EISDIR', 'read', '"/x/net.nloom" could not be read: it is a folder, not a file.'],
    ['EWEIRD', 'write', '"/x/net.nloom" could not be saved: the system answered EWEIRD.'],
  ] as const)('says %s in words', (code, action, message) => {
    const problem = fileProblem(failure(code), action, '/x/net.nloom');
    expect(problem.message).toBe(message);
    expect(problem.hint).toMatch(/\.$/);
  });

  it("has a sentence for errors that are not the system's", () => {
    expect(fileProblem('odd', 'read', 'a.csv').message).toBe(
      '"a.csv" could not be read: the system answered unknown.',
    );
  });
});
