import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    environment: 'node',
    setupFiles: ['core/testing/preferFused.ts'],
    include: [
      'core/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'cli/**/*.test.ts',
      'duckdb/**/*.test.ts',
      'verifyHost/**/*.test.ts',
      'scripts/**/*.test.{ts,mjs}',
    ],
    passWithNoTests: true,
    testTimeout: 30_000,
  },
});
