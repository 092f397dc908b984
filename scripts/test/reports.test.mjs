import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { playwrightCounts, readCounts, vitestCounts } from './reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'neuroloom-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const passing = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1 }, errors: [] };

/** @param {unknown} content */
function report(content) {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('Vitest: a file that fails to load is a failure besides the failed tests', () => {
  const counts = vitestCounts({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [] },
    ],
  });
  expect(counts).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('Playwright: flaky tests and errors outside a test are failures', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 3, skipped: 2 });
});

test('a runner that fails without naming a failure, or leaves no readable report, has one failure', () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(readCounts(report(passing), 0, playwrightCounts)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(readCounts(report(passing), 1, playwrightCounts)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  expect(readCounts(report('{"stats":'), 0, playwrightCounts)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readCounts(join(folder, 'none.json'), 0, playwrightCounts)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
  expect(silent).toHaveBeenCalledTimes(2);
});
