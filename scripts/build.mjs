// `npm run build`: the app into out/main, out/preload and out/renderer, the command line into out/cli.
import './setup/node-version.mjs';
import { buildApp, buildCli } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { script } from './setup/project.mjs';

await script(async () => {
  await ensureDependencies();
  await buildApp({ force: true });
  await buildCli({ force: true });
});
