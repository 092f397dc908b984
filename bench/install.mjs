// The peers are no part of the app: they are installed here, when the bench first runs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const here = import.meta.dirname;

export function ensurePeers() {
  if (existsSync(resolve(here, 'node_modules/brain.js'))) return;
  console.log('Installing what the engine is measured against (once)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.log('Some peers are missing; the others are measured.');
}
