import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

// The oldest Electron that has to run the result is 25: Node 18.15, Chrome 114, and no ES modules in main.
const node = 'node18';
const chrome = 'chrome114';

// A native module: it stays beside the program, in node_modules.
const native = ['@duckdb/node-api'];

export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: resolve(here, 'out/main'),
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve(here, 'electron/main/index.ts'),
          engine: resolve(here, 'electron/engine/index.ts'),
          projectWorker: resolve(here, 'electron/main/projectWorker.ts'),
          exportWorker: resolve(here, 'electron/engine/exportWorker.ts'),
        },
        external: native,
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload can require nothing but `electron`, so it has to be one file.
  preload: {
    build: {
      target: node,
      outDir: resolve(here, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    plugins: [react()],
    build: {
      target: chrome,
      minify: true,
      cssMinify: 'lightningcss',
      outDir: resolve(here, 'out/renderer'),
      rolldownOptions: { input: resolve(here, 'renderer/index.html') },
    },
  },
});
