// `node scripts/kernels.mjs`: compiles core/kernels/assembly into the modules that the engine and the TypeScript export load.
import './setup/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root, say, script } from './setup/project.mjs';

await script(async () => {
  await ensureDependencies();
  const { compileAll } = await import('./kernels/compile.mjs');
  for (const { file, text, sizes } of await compileAll()) {
    writeFileSync(resolve(root, file), text);
    say(`${file}: ${sizes.map((size) => size.toLocaleString('en-US')).join(' and ')} bytes of WebAssembly`);
  }
  return 0;
});
