// `npm run e2e [-- ARGUMENTS for Playwright]`: the tests of the real window alone.
import './setup/node-version.mjs';
import { buildApp, buildCli } from './setup/build.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { say, script } from './setup/project.mjs';
import { runEndToEndTests } from './test/stages.mjs';

await script(async () => {
  const runtime = await prepareElectron();
  await buildCli();
  await buildApp();
  const { passed, failed } = await runEndToEndTests(runtime, process.argv.slice(2));
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
