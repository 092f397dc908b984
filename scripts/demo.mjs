// `npm run demo`: the real app opens the Iris sample, trains it and exports it, with a display or without; the
// screenshots and files are in demo-out/ afterwards. What it does there stands in e2e/demo.ts.
import './setup/node-version.mjs';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildApp } from './setup/build.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { root, say, script } from './setup/project.mjs';
import { playwright } from './test/stages.mjs';

await script(async () => {
  const runtime = await prepareElectron();
  await buildApp();
  const results = resolve(root, 'demo-out');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  say(`Demo: opens the Iris sample in Electron ${runtime.version}, trains it and exports it`);
  const { code } = await playwright(runtime, 'e2e/demo.config.ts', []);
  say(`demo-out/ holds ${readdirSync(results).join(', ') || 'nothing'}`);
  return code;
});
