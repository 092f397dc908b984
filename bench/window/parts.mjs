// What is done in the window while it is watched.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { open, toggle } from './app.mjs';
import { pictureCost, watch } from './measure.mjs';
import { largeProject, wideProject } from './projects.mjs';

/** @typedef {import('./app.mjs').OpenApp} OpenApp */
/**
 * @typedef {object} Report
 * @property {(what: string, seen: import('./measure.mjs').Seen, least?: number) => void} seen `least`: frames a second
 * @property {(what: string, cost: { on: number, off: number, ratio: number }) => void} cost
 */

const watchMs = 5000;
const mostMs = 60_000;

/** @typedef {(app: OpenApp, report: Report) => Promise<void>} Part */
/** @type {Record<string, Part>} */
export const parts = { small, canvas, large, reopened, exported };

/** @param {OpenApp} app @param {Report} report */
async function small(app, report) {
  const { editor } = app;
  await editor.byId('sample-digits').click();
  await editor.expectState('idle');
  await flatOut(app);
  await editor.setTraining('epochs', '100000');
  report.seen('idle', await watch(app, () => sleep(watchMs)), 55);
  await toggle(app, 'running');
  report.seen('digits train flat out, live pictures', await watch(app, () => sleep(watchMs)), 55);
  report.seen('digits: pause', await watch(app, () => toggle(app, 'paused')));
  report.seen('digits: resume', await watch(app, () => toggle(app, 'running')));
  report.cost(
    'digits, 64-64-32-10, batch 32',
    await pictureCost(app, { batch: 32, rounds: 9, milliseconds: 1500 }),
  );
}

/** @param {OpenApp} app @param {Report} report */
async function canvas(app, report) {
  const { page, folder, editor } = app;
  const { path, nodes } = wideProject(folder);
  await open(app, path);
  await flatOut(app);
  await editor.press('Control+0');
  await toggle(app, 'running');
  const box = await editor.canvas.boundingBox();
  if (!box) throw new Error('There is no canvas.');
  const pan = async () => {
    const end = performance.now() + watchMs;
    for (let i = 0; performance.now() < end; i++) {
      // To and fro.
      await page.mouse.wheel(i % 80 < 40 ? 24 : -24, i % 40 < 20 ? 8 : -8);
      await sleep(8);
    }
  };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  report.seen(`${nodes} nodes train flat out, all in view`, await watch(app, () => sleep(watchMs)), 55);
  report.seen(`${nodes} nodes train flat out, while panning`, await watch(app, pan), 55);
  for (let i = 0; i < 6; i++) await editor.press('Control+=');
  report.seen('the same, closer', await watch(app, pan), 55);
}

/** @param {OpenApp} app @param {Report} report */
async function large(app, report) {
  const { page, folder, editor } = app;
  const { path } = largeProject(folder);
  await open(app, path);
  await flatOut(app);
  report.seen('large: start', await watch(app, () => toggle(app, 'running')));
  report.seen('large trains flat out, live pictures', await watch(app, () => sleep(2 * watchMs)));
  report.seen('large: pause', await watch(app, () => toggle(app, 'paused')));
  report.seen('large: resume', await watch(app, () => toggle(app, 'running')));
  await sleep(3000);
  report.seen('large: pause again', await watch(app, () => toggle(app, 'paused')));
  const saved = join(folder, 'trained.nloom');
  report.seen('large: saving', await watch(app, () => saveAs(app, saved)));
  const copies = join(folder, 'user/recovery');
  const copied = async () => {
    await page.locator('article[data-kind="dense"] header').first().click();
    await editor.press('Control+D');
    await until(() => existsSync(copies) && readdirSync(copies).some((name) => name.endsWith('.nloom')));
  };
  report.seen('large: copy of unsaved work', await watch(app, copied));
  await editor.press('Control+Z');
  const predict = async () => {
    await editor.openTab('outputs');
    await editor.byId('outputs-table').waitFor({ timeout: mostMs });
  };
  report.seen('large: predicting every row', await watch(app, predict));
}

/** @param {OpenApp} app @param {Report} report */
async function reopened(app, report) {
  const { page, folder, editor } = app;
  await open(app, largeProject(folder).path);
  await flatOut(app);
  await editor.byId('transport-step').click();
  await editor.expectState('paused');
  const saved = join(folder, 'trained.nloom');
  await saveAs(app, saved);
  const reopen = async () => {
    await app.app.dialogs.answerOpenDialog(saved);
    await editor.press('Control+N');
    await page.locator('article[data-kind]').first().waitFor({ state: 'detached' });
    await editor.press('Control+O');
    await page.locator('article[data-kind]').first().waitFor({ timeout: mostMs });
    await page.locator('[data-testid="tiles-h0"][data-frame-step]').waitFor({ timeout: mostMs });
  };
  report.seen('large: opening', await watch(app, reopen));
  report.seen('large: training goes on after opening', await watch(app, () => toggle(app, 'running')));
  report.cost('large, batch 32', await pictureCost(app, { batch: 32, rounds: 3, milliseconds: 2500 }));
}

/** @param {OpenApp} app @param {Report} report */
async function exported(app, report) {
  const { page, folder, editor } = app;
  const { path } = largeProject(folder);
  await open(app, path);
  await flatOut(app);
  await toggle(app, 'running');
  await sleep(1000);
  await toggle(app, 'paused');
  for (const format of ['typescript', 'json', 'onnx', 'pytorch', 'keras', 'c']) {
    const write = async () => {
      if ((await page.getByRole('dialog').count()) === 0) await editor.press('Control+E');
      await editor.byId(`export-${format}`).click();
      await editor.byId('export-verified').waitFor({ timeout: mostMs });
    };
    report.seen(`large: export as ${format}`, await watch(app, write));
    const target = join(folder, `exported-${format}`);
    await app.app.dialogs.answerSaveDialog(target);
    await app.app.dialogs.answerOpenDialog(folder);
    const save = async () => {
      await editor.byId('export-save').click();
      await page.getByRole('dialog').waitFor({ state: 'detached', timeout: mostMs });
    };
    report.seen(`large: saving that (${format})`, await watch(app, save));
    if (existsSync(target) && statSync(target).size === 0) throw new Error(`${format} wrote nothing`);
  }
}

/** @param {OpenApp} app */
async function flatOut({ editor }) {
  await editor.byId('transport-speed').selectOption('Flat out');
}

/** Saves the document at a new place. @param {OpenApp} app @param {string} path */
async function saveAs({ app, editor }, path) {
  await app.dialogs.answerSaveDialog(path);
  await editor.press('Control+Shift+S');
  await until(() => existsSync(path));
}

/** @param {() => boolean} condition */
async function until(condition) {
  const end = performance.now() + mostMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('It did not happen in a minute.');
    await sleep(50);
  }
}
