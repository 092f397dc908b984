// `node scripts/kernels.mjs`: compiles core/kernels/assembly into core/kernels/wasm/kernels.generated.ts.
import './setup/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root, say, script } from './setup/project.mjs';

await script(async () => {
  await ensureDependencies();
  const { compileKernels, generatedFile, generatedModule } = await import('./kernels/compile.mjs');
  const binary = await compileKernels();
  writeFileSync(resolve(root, generatedFile), generatedModule(binary));
  say(`${generatedFile}: ${binary.length.toLocaleString('en-US')} bytes of WebAssembly`);
  return 0;
});
