// `node scripts/kernels.mjs`: compiles core/kernels/assembly into core/kernels/wasm/kernels.generated.ts.
import './setup/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root, say, script } from './setup/project.mjs';

await script(async () => {
  await ensureDependencies();
  const { compileAll, generatedFile, generatedModule } = await import('./kernels/compile.mjs');
  const binaries = await compileAll();
  writeFileSync(resolve(root, generatedFile), generatedModule(binaries));
  const sizes = Object.values(binaries).map((binary) => binary.length.toLocaleString('en-US'));
  say(`${generatedFile}: ${sizes.join(' and ')} bytes of WebAssembly`);
  return 0;
});
