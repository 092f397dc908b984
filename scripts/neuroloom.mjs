// `npm run neuroloom -- COMMAND …`, or `node scripts/neuroloom.mjs COMMAND …` without npm's own lines on stdout:
// the command line, built when it is out of date. Everything said here goes to stderr.
import './setup/node-version.mjs';
import { resolve } from 'node:path';
import { buildCli } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { keepStdoutFree, root, script } from './setup/project.mjs';
import { run } from './setup/run.mjs';

keepStdoutFree();
await script(async () => {
  await ensureDependencies();
  await buildCli();
  // npm changes into the project's folder; paths are meant from where the command was typed.
  const typedIn = process.env.npm_lifecycle_event === 'neuroloom' ? process.env.INIT_CWD : undefined;
  const { code } = await run(
    process.execPath,
    [resolve(root, 'out/cli/neuroloom.js'), ...process.argv.slice(2)],
    {
      cwd: typedIn ?? process.cwd(),
      output: 'inherited',
    },
  );
  return code;
});
