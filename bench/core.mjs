// Bundles the engine's TypeScript, so that plain Node can run it.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, '.cache/bench');

/** @returns {Promise<typeof import('./core.ts')>} */
export async function loadEngine() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(root, 'bench/core.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'engine.mjs' } },
    },
  });
  return import(pathToFileURL(resolve(outDir, 'engine.mjs')).href);
}
