// `npm run check`: types, lint and format, import boundaries, unused code.
import './setup/node-version.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { say, script } from './setup/project.mjs';
import { runChecks } from './test/checks.mjs';

await script(async () => {
  await ensureDependencies();
  const failed = await runChecks();
  say(failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`);
  return failed.length;
});
