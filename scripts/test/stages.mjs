// The two test runners, each with its report in test-results/.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { withDisplay } from '../setup/display.mjs';
import { electronEnvironment } from '../setup/prepare.mjs';
import { root, say } from '../setup/project.mjs';
import { runTool } from '../setup/run.mjs';
import { playwrightCounts, readCounts, vitestCounts } from './reports.mjs';

/** @param {string} name */
function freshReport(name) {
  mkdirSync(resolve(root, 'test-results'), { recursive: true });
  const file = resolve(root, 'test-results', name);
  rmSync(file, { force: true });
  return file;
}

export async function runUnitTests() {
  say('Unit tests: Vitest');
  const report = freshReport('unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool('vitest/vitest.mjs', args);
  return readCounts(report, code, vitestCounts);
}

/**
 * @param {import('../electron-runtime.mjs').Runtime} runtime
 * @param {readonly string[]} [args] for Playwright
 */
export async function runEndToEndTests(runtime, args = []) {
  say(`End to end: Playwright in a real window of Electron ${runtime.version}`);
  const report = freshReport('e2e.json');
  const { code } = await playwright(runtime, 'e2e/playwright.config.ts', args);
  return readCounts(report, code, playwrightCounts);
}

/**
 * @param {import('../electron-runtime.mjs').Runtime} runtime
 * @param {string} config
 * @param {readonly string[]} args
 */
export function playwright(runtime, config, args) {
  return withDisplay((display) => {
    const env = { ...display, ...electronEnvironment(runtime) };
    return runTool('@playwright/test/cli.js', ['test', '--config', resolve(root, config), ...args], { env });
  });
}
