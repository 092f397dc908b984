// What the test runners' own JSON reports say, as numbers.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {any} report Vitest's JSON report
 * @returns {Counts} a file that can't even be loaded counts as one failure
 */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} assertion */
const isFailed = (assertion) => assertion.status === 'failed';

/**
 * @param {any} report Playwright's JSON report
 * @returns {Counts} an error outside a test counts as one failure each; a flaky test is a failed one
 */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/**
 * A runner that left no report, or says that it failed without naming a failure, counts as one failure.
 * @param {string} file
 * @param {number} code the runner's exit code
 * @param {(report: any) => Counts} count
 * @returns {Counts}
 */
export function readCounts(file, code, count) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 1, skipped: 0 };
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`No report of the tests in ${file}: ${error instanceof Error ? error.message : error}`);
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
