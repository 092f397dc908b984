import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const penguins = resolve(root, 'resources/samples/penguins.csv');

test('a column is prepared with its effect before the eyes, each change one step', async ({
  window,
  workDir,
}) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(penguins, csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  await editor.byId('import-draw').click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  const shape = window.locator('article[data-kind="input"] [data-testid^="shape-"]');
  await expect(shape).toHaveText('batch × 10');

  await editor.byId('prepare-sex').click();
  const panel = editor.byId('preparation');
  const preview = panel.getByTestId('column-preview');
  await expect(preview.getByTestId('preview-dropped')).toHaveText('10');
  await panel.getByTestId('missing-sex').selectOption('mode');
  await expect(preview.getByTestId('preview-dropped')).toHaveText('0');
  await expect(preview).toContainText('MALE');
  await panel.getByTestId('indicator-sex').check();
  await expect(shape).toHaveText('batch × 11');
  await panel.getByTestId('encoding-sex').selectOption('ordinal');
  await expect(shape).toHaveText('batch × 9');

  // Categories change their places by keyboard, and take a label.
  const categories = panel.getByTestId('categories').locator('li');
  await expect(categories.nth(1)).toContainText('FEMALE');
  await categories.nth(1).getByRole('button').press('Alt+ArrowUp');
  await expect(categories.nth(0)).toContainText('FEMALE');
  await categories.nth(0).getByRole('textbox').fill('female');
  await categories.nth(0).getByRole('textbox').press('Enter');
  await window.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);

  for (const width of ['9', '9', '11', '10', '10']) {
    await editor.press('Control+Z');
    await expect(shape).toHaveText(`batch × ${width}`);
  }
  await editor.byId('prepare-sex').click();
  await expect(panel.getByTestId('missing-sex')).toHaveValue('drop');
});

test('a number is scaled in another way, and its figures follow', async ({ window, workDir }) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(penguins, csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  await editor.byId('import-draw').click();
  await editor.byId('prepare-body_mass_g').click();
  const preview = editor.byId('column-preview');
  await expect(preview).toContainText('Standard deviation');
  await editor.byId('prepare-scaling').selectOption('minMax');
  await expect(preview).toContainText('Smallest');
  await expect(preview).toContainText('2,700');
  await window.keyboard.press('Escape');
  await expect(editor.byId('scaling-body_mass_g')).toHaveValue('minMax');
});

test('the split is dealt in another way, and the counts follow', async ({ window, workDir }) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(penguins, csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  await editor.byId('import-draw').click();
  await editor.byId('split-open').click();
  const split = editor.byId('split-form');
  await expect(split.getByTestId('split-rows-validation')).toHaveText('67 rows');
  await split.getByTestId('split-method').selectOption('column');
  await split.getByTestId('split-column').selectOption('island');
  await split.getByTestId('part-of-Torgersen').selectOption('validation');
  await split.getByTestId('part-of-Dream').selectOption('test');
  await expect(split.getByTestId('split-rows-validation')).toHaveText('47 rows');
  await expect(split.getByTestId('split-rows-test')).toHaveText('123 rows');
  await split.getByTestId('split-method').selectOption('order');
  await expect(split.getByTestId('split-rows-test')).toHaveText('0 rows');
  await split.getByTestId('split-oversample').check();
  await expect(split.getByTestId('split-preview')).toContainText('In an epoch');
});

test('data is made, with a network that fits, and changed', async ({ window }) => {
  const editor = new Editor(window);
  await window.getByRole('button', { name: 'Make data' }).click();
  const dialog = editor.byId('make-data-dialog');
  await dialog.getByTestId('generator-circle').click();
  await expect(dialog.getByTestId('points-circle').last()).toBeVisible();
  await dialog.getByTestId('make-draw').click();
  await expect(editor.byId('data-file')).toHaveText('Circle');
  await expect(editor.byId('data-rows')).toHaveText('500 rows');
  await expect(editor.byId('problem-count')).toHaveText('0');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  expect(Number.parseFloat(await editor.statText('accuracy'))).toBeGreaterThanOrEqual(90);

  await editor.byId('remake-data').click();
  await dialog.getByTestId('make-rows').fill('6');
  await dialog.getByTestId('make-apply').click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(editor.byId('data-rows')).toHaveText('1,000 rows');
  await editor.press('Control+Z');
  await expect(editor.byId('data-rows')).toHaveText('500 rows');
});

test('a file is read in another way, and what does not fit is listed', async ({ window, workDir }) => {
  const csv = join(workDir, 'odd.csv');
  const lines = Array.from({ length: 40 }, (_, row) => `${row / 2};${row % 2 ? 'yes' : 'no'};${row * row}`);
  lines[4] = 'oops;no;1';
  lines[9] = '1;no';
  await writeFile(csv, `size;answer;y\n${lines.join('\n')}\n`);
  const editor = new Editor(window);
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog.getByTestId('read-delimiter')).toHaveValue(';');
  await expect(dialog.getByTestId('misfit-count')).toContainText('1 row does not fit');
  await dialog.getByTestId('type-size').selectOption('number');
  await expect(dialog.getByTestId('misfit-count')).toContainText('2 rows do not fit');
  await dialog.getByText('Show them').click();
  await expect(dialog.getByTestId('import-ragged')).toContainText('line 6');
  await expect(dialog.getByTestId('import-ragged')).toContainText('oops');
  await expect(dialog.getByTestId('import-ragged')).toContainText('2 cells instead of 3');

  await dialog.getByText('Refuse the file').click();
  await expect(dialog.getByTestId('import-refused')).toBeVisible();
  await expect(dialog.getByTestId('import-apply')).toBeDisabled();
  await dialog.getByText('Leave these rows out').click();
  await expect(dialog.getByTestId('import-refused')).toHaveCount(0);

  await dialog.getByTestId('read-delimiter').selectOption(',');
  await expect(dialog).toContainText('1 column');
  await dialog.getByTestId('read-delimiter').selectOption(';');
  await expect(dialog).toContainText('3 columns');
  await dialog.getByTestId('import-apply').click();
  await expect(editor.byId('data-misfits')).toContainText('2 rows');
});

test('a file that has changed is told, and taken as it is', async ({ launch, workDir }) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(penguins, csv);
  const first = await launch();
  let editor = new Editor(first.window);
  await dropFile(first.window, csv);
  await editor.byId('import-draw').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect(first.window.getByRole('dialog')).toHaveCount(0);
  const project = join(workDir, 'penguins.nloom');
  await first.dialogs.answerSaveDialog(project);
  await editor.press('Control+S');
  await expect(editor.byId('dirty')).toHaveCount(0);
  await first.quit();

  const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n');
  await writeFile(csv, `${lines.slice(0, 300).join('\n')}\n`);
  const second = await launch({ args: [project] });
  editor = new Editor(second.window);
  await editor.openTab('data');
  await expect(editor.byId('file-changed')).toContainText('299');
  await expect(editor.byId('data-rows')).toHaveText('299 rows');
  await editor.byId('accept-file').click();
  await expect(editor.byId('file-changed')).toHaveCount(0);
  await expect(editor.byId('dirty')).toBeVisible();
  await editor.press('Control+Z');
  await expect(editor.byId('file-changed')).toBeVisible();
});
