// `npm test`: installs what is missing and runs everything. Later stages run although an earlier one failed; the
// last line sums up, and a failed check counts as one failure.
import './setup/node-version.mjs';
import { buildApp, buildCli } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { SetupError, say, script } from './setup/project.mjs';
import { runChecks } from './test/checks.mjs';
import { runEndToEndTests, runUnitTests } from './test/stages.mjs';

/** @typedef {import('./test/reports.mjs').Counts} Counts */

const failure = { passed: 0, failed: 1, skipped: 0 };

/**
 * A stage that breaks counts as one failure.
 * @param {() => Promise<Counts>} stage
 */
async function guarded(stage) {
  try {
    return await stage();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    return failure;
  }
}

await script(async () => {
  const start = performance.now();
  /** @type {Counts[]} */
  const counts = [];
  const stage = async (/** @type {() => Promise<Counts>} */ body) => counts.push(await guarded(body));
  const step = (/** @type {() => Promise<void>} */ body) =>
    stage(async () => {
      await body();
      return { passed: 0, failed: 0, skipped: 0 };
    });

  await ensureDependencies();
  /** @type {import('./electron-runtime.mjs').Runtime | undefined} */
  let runtime;
  await step(async () => {
    runtime = await prepareElectron();
  });
  await stage(async () => ({ passed: 0, failed: (await runChecks()).length, skipped: 0 }));
  await step(() => buildCli());
  await step(() => buildApp());
  await stage(runUnitTests);
  const ready = runtime;
  if (ready) await stage(() => runEndToEndTests(ready));
  else say('End to end: left out, there is no Electron that can run');

  const sum = (/** @type {keyof Counts} */ kind) => counts.reduce((total, count) => total + count[kind], 0);
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  say(`Everything took ${minutes} min${sum('skipped') > 0 ? `, ${sum('skipped')} tests were skipped` : ''}`);
  say(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
});
