import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

// The command line is one CommonJS file for plain Node, with everything it needs inside but the native data engine.
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: resolve(here, 'out/cli'),
    emptyOutDir: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { neuroloom: resolve(here, 'cli/index.ts') },
      external: [...builtinModules.flatMap((name) => [name, `node:${name}`]), '@duckdb/node-api'],
      output: { format: 'cjs', entryFileNames: '[name].js', codeSplitting: false },
    },
  },
});
