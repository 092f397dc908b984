// `npm run package [-- ARGUMENTS for electron-builder]`: the installable app in dist/. Where the official Electron
// can't be downloaded, the one of the registry is packed (`--linux dir` needs nothing from the network then).
import './setup/node-version.mjs';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { packagedVersion } from './electron/packaged.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { buildApp } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { cache, say, script } from './setup/project.mjs';
import { runTool } from './setup/run.mjs';

await script(async () => {
  await ensureDependencies();
  const { executable, version } = await electronRuntime();
  await buildApp({ force: true });
  const args = process.argv.slice(2);
  say(`Package: electron-builder ${args.join(' ')}`);
  if (version !== packagedVersion) return builder(args);
  // Its launcher would be found before the app: it is packed without.
  const clean = mkdtempSync(resolve(cache, 'packing-'));
  try {
    const launcher = resolve(dirname(executable), 'resources/app');
    cpSync(dirname(executable), clean, { recursive: true, filter: (path) => path !== launcher });
    return await builder([...args, `-c.electronDist=${clean}`, `-c.electronVersion=${version}`]);
  } finally {
    rmSync(clean, { recursive: true, force: true });
  }
});

/** @param {string[]} args */
async function builder(args) {
  const { code } = await runTool('electron-builder/cli.js', [...args, '--publish', 'never']);
  return code;
}
