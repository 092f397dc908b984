// `npm start [-- FILE]`: installs what is missing, builds, and opens the app.
import './setup/node-version.mjs';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildApp } from './setup/build.mjs';
import { hasDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { root, SetupError, say, script } from './setup/project.mjs';
import { run } from './setup/run.mjs';

await script(async () => {
  if (!hasDisplay()) {
    throw new SetupError(
      'There is no display to open a window on; `npm run demo` shows the app at work without one.',
    );
  }
  const runtime = await prepareElectron();
  await buildApp();
  say('Neuroloom opens');
  const { code } = await run(
    runtime.executable,
    [...runtime.switches, root, ...process.argv.slice(2).map(fileHere)],
    {
      output: 'inherited',
    },
  );
  return code;
});

/**
 * npm runs scripts in the project's folder; a file is meant from where the command was typed.
 * @param {string} argument
 */
function fileHere(argument) {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), argument);
  return existsSync(path) ? path : argument;
}
