// The default app of an Electron: what runs when the program is started with a folder to open. Electron's own
// one isn't in a packaged app, so this stands in for it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** @param {string} resources Electron's resources folder */
export function writeLauncher(resources) {
  const folder = resolve(resources, 'app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }));
  writeFileSync(resolve(folder, 'main.js'), launcher);
}

const launcher = `'use strict';
const { app } = require('electron');
const { join, resolve } = require('path');

const preloads = [];
let folder;
for (let i = 1; i < process.argv.length && folder === undefined; i++) {
  const argument = process.argv[i];
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[++i]);
  else if (argument.startsWith('--require=')) preloads.push(argument.slice('--require='.length));
  else if (!argument.startsWith('-')) folder = resolve(argument);
}
if (folder === undefined) {
  console.error('Usage: electron FOLDER [ARGUMENT...]');
  process.exit(1);
}

const description = require(join(folder, 'package.json'));
process.defaultApp = true;
app.setName(description.productName || description.name);
if (description.version) app.setVersion(description.version);
app.setAppPath(folder);
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), app.name));

for (const file of preloads) require(resolve(file));
require(join(folder, description.main || 'index.js'));
`;
