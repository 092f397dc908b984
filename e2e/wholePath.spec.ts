import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Editor } from './editor';
import { expectEqualPredictions, readPredictions } from './exported';
import { expect, test } from './fixture';
import { root } from './runtime';

const run = promisify(execFile);

test('draw by hand, import, train, watch, pause, save, reopen, export', async ({ launch, workDir }) => {
  test.slow();
  const csv = join(workDir, 'iris.csv');
  await copyFile(resolve(root, 'resources/samples/iris.csv'), csv);
  const first = await launch({ windowSize: { width: 1920, height: 1080 } });
  let editor = new Editor(first.window);
  let { window, dialogs } = first;

  // Draw 4-8-tanh-3-softmax with the mouse.
  await editor.drawFromScratch();
  const input = await editor.dragNode('input', { x: 0.1, y: 0.2 });
  const hidden = await editor.dragNode('dense', { x: 0.3, y: 0.2 });
  const tanh = await editor.dragNode('activation', { x: 0.5, y: 0.2 });
  const output = await editor.dragNode('dense', { x: 0.7, y: 0.2 });
  const softmax = await editor.dragNode('activation', { x: 0.9, y: 0.2 });
  const target = await editor.dragNode('target', { x: 0.5, y: 0.75 });
  const loss = await editor.dragNode('loss', { x: 0.8, y: 0.75 });
  await editor.wire(input, hidden);
  await editor.wire(hidden, tanh);
  await editor.wire(tanh, output);
  await editor.wire(output, softmax);
  await editor.wire(softmax, loss, 'prediction');
  await editor.wire(target, loss, 'target');
  await editor.setField(hidden, 'units', '8');
  await editor.setField(softmax, 'function', 'softmax');
  await editor.setField(loss, 'function', 'categoricalCrossEntropy');
  await expect(editor.byId(`problem-${input}`)).toBeVisible();

  // Import the CSV from disk.
  await editor.openTab('data');
  await dialogs.answerOpenDialog(csv);
  await editor.byId('import-csv').click();
  await editor.byId('import-apply').click();
  await expect(editor.byId('data-rows')).toHaveText('150 rows');
  await expect(editor.byId('role-species')).toHaveValue('target');
  await expect(editor.byId(`shape-${input}`)).toHaveText('batch × 4');
  await expect(editor.byId(`shape-${target}`)).toHaveText('batch × 3');
  await expect(editor.byId(`params-${hidden}`)).toContainText('40');

  // The last layer still has 8 units: the loss says so, naming both ends and their shapes. Then it is mended.
  await expect(editor.byId(`problem-${loss}`)).toBeVisible();
  await editor.openTab('problems');
  await expect(editor.byId('problems')).toContainText('[batch, 8]');
  await expect(editor.byId('problems')).toContainText('[batch, 3]');
  await editor.setField(output, 'units', '3');
  await expect(editor.byId(`problem-${loss}`)).toHaveCount(0);
  await editor.openTab('charts');
  await editor.setTraining('epochs', '20000');

  // Train: the curve falls and the neurons change while training runs.
  await editor.byId('transport-toggle').click();
  await editor.expectState('running');
  await expect.poll(async () => (await editor.lossChart()).points).toBeGreaterThan(0);
  const early = { tiles: await editor.tileValues(tanh), curve: await editor.lossChart() };
  await expect.poll(() => editor.tileValues(tanh)).not.toBe(early.tiles);
  await expect.poll(async () => (await editor.lossChart()).points).toBeGreaterThan(early.curve.points);
  await expect.poll(async () => (await editor.lossChart()).lastLoss, { timeout: 60_000 }).toBeLessThan(0.3);
  await expect(editor.byId('run-state')).toHaveAttribute('data-state', 'running');
  await expect
    .poll(async () => Number.parseFloat(await editor.statText('accuracy')), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(95);

  // Pause: nothing moves any more. A frame asked for now shows the step at which training stands.
  await editor.byId('transport-toggle').click();
  await editor.expectState('paused');
  const pausedAt = await editor.statText('step');
  const drawn = await editor.lossChart();
  await expect.poll(() => editor.frameStep(tanh)).toBe(Number(pausedAt.replaceAll(',', '')));
  const still = await editor.tileValues(input);
  await editor.byId('row-picker').getByRole('button', { name: 'Next row' }).click();
  await expect.poll(() => editor.tileValues(input)).not.toBe(still);
  expect(await editor.frameStep(tanh)).toBe(Number(pausedAt.replaceAll(',', '')));
  expect(await editor.lossChart()).toEqual(drawn);
  await expect(editor.stat('step')).toHaveText(pausedAt);

  // One step, then resume.
  await editor.byId('transport-step').click();
  await expect.poll(() => editor.frameStep(tanh)).toBe(Number(pausedAt.replaceAll(',', '')) + 1);
  await editor.byId('transport-toggle').click();
  await editor.expectState('running');
  await expect.poll(async () => (await editor.lossChart()).points).toBeGreaterThan(drawn.points + 1);
  await editor.byId('transport-toggle').click();
  await editor.expectState('paused');

  // Save, and write down what the app says of every row.
  const project = join(workDir, 'iris.nloom');
  await dialogs.answerSaveDialog(project);
  await editor.press('Control+S');
  await expect(editor.byId('dirty')).toHaveCount(0);
  await expect.poll(() => titleOf(first.app)).toBe('iris.nloom — Neuroloom');
  const saved = await readFile(project, 'utf8');
  expect(JSON.parse(saved)).toMatchObject({
    format: 'neuroloom-project',
    dataset: { source: { path: 'iris.csv' } },
  });
  const stood = await editor.statText('step');
  const shown = await editor.tileValues(softmax);
  const curve = await editor.lossChart();
  await first.quit();

  // Reopen: everything is there.
  const second = await launch({ windowSize: { width: 1920, height: 1080 }, args: [project] });
  ({ window, dialogs } = second);
  editor = new Editor(window);
  await expect(editor.byId(`node-${hidden}`)).toBeVisible();
  await expect(editor.wireBetween(softmax, loss, 'prediction')).toBeAttached();
  await expect(editor.byId(`shape-${input}`)).toHaveText('batch × 4');
  await expect(editor.stat('step')).toHaveText(stood);
  await editor.openTab('outputs');
  await expect(editor.byId('outputs-table')).toBeVisible();
  await editor.openTab('charts');
  // The curve that led there, of many steps some.
  const reopened = await editor.lossChart();
  expect(reopened.points).toBeGreaterThan(100);
  expect(reopened.points).toBeLessThanOrEqual(Math.min(curve.points, 2002));
  expect(reopened.lastLoss).toBeCloseTo(curve.lastLoss, 5);
  await editor.byId('watch-row').fill('2');
  await editor.byId('watch-row').press('Enter');
  await expect.poll(() => editor.tileValues(softmax)).toBe(shown);

  // The app's predictions, as it writes them.
  await editor.openTab('outputs');
  const predictionsFile = join(workDir, 'predictions.csv');
  await dialogs.answerSaveDialog(predictionsFile);
  await editor.byId('save-predictions').click();
  const predictions = await readPredictions(predictionsFile);
  expect(predictions).toHaveLength(150);

  // Both exports.
  const json = join(workDir, 'iris.json');
  const source = join(workDir, 'iris.ts');
  for (const [format, path] of [['json', json] as const, ['typescript', source] as const]) {
    await editor.press('Control+E');
    await editor.byId(`export-${format}`).click();
    await dialogs.answerSaveDialog(path);
    await editor.byId('export-save').click();
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('sepal_length');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  }
  expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ format: 'neuroloom-model', version: 1 });

  // The TypeScript compiles strictly and says what the app said, for every row.
  const flags = ['--strict', '--noUncheckedIndexedAccess', '--target', 'ES2020', '--module', 'CommonJS'];
  await run(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), ...flags, source], {
    cwd: workDir,
  });
  await expectEqualPredictions(join(workDir, 'iris.js'), csv, predictions);
});

async function titleOf(app: import('@playwright/test').ElectronApplication): Promise<string> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle());
}
