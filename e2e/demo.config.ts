import { defineConfig } from '@playwright/test';

/** `npm run demo`: the same fixture as the tests, one script. */
export default defineConfig({
  testDir: '.',
  testMatch: 'demo.ts',
  outputDir: '../test-results/demo',
  reporter: 'line',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 20_000 },
});
