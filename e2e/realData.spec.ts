import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const samples = resolve(root, 'resources/samples');
const percent = (text: string) => Number.parseFloat(text);

test('penguins: dropped, understood, stratified, learned', async ({ window, workDir }) => {
  test.slow();
  const csv = join(workDir, 'penguins.csv');
  await copyFile(join(samples, 'penguins.csv'), csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog).toContainText('344 rows');
  await expect(dialog.getByTestId('read-delimiter')).toHaveValue(',');
  for (const [column, missing] of [
    ['beak_length_mm', '2 cells missing'],
    ['sex', '10 cells missing'],
  ] as const)
    await expect(dialog.locator('[data-role]', { hasText: column }).last()).toContainText(missing);
  await dialog.getByTestId('role-species').selectOption('target');
  await dialog.getByTestId('import-draw').click();
  await expect(editor.byId('data-rows')).toHaveText('344 rows');
  await expect(editor.byId('column-sex')).toContainText('10 cells missing');
  await expect(editor.byId('problem-count')).toHaveText('0');

  await editor.byId('split-open').click();
  const split = editor.byId('split-form');
  await expect(split.getByTestId('split-form-stratify')).toBeChecked();
  // A tenth of the rows has no sex or nothing at all; of the others a fifth validates, and each class has its share.
  await expect(split.getByTestId('split-rows-validation')).toHaveText('67 rows');
  await expect(split.getByTestId('split-preview')).toContainText('Chinstrap');
  await window.keyboard.press('Escape');
  await expect(split).toHaveCount(0);

  // The table says of each row which part it is in, and why it is in none.
  await editor.openTab('table');
  const rowFour = editor.byId('table-row-4');
  await expect(rowFour.getByTestId('table-row-part')).toContainText('left out');
  await expect(rowFour).toHaveAttribute('title', 'Left out: "beak_length_mm" is missing');
  // The same words are there for a screen reader, and out of sight.
  const spoken = rowFour.getByText('. Left out:');
  expect(await spoken.boundingBox()).toMatchObject({ width: 1, height: 1 });
  await editor.byId('table-part').selectOption('validation');
  await expect(editor.byId('table-count')).toContainText('67 of 344 rows');
  await expect(window.locator('[data-testid^="table-row-"][data-use]').first()).toBeVisible();
  await expect(window.locator('[data-testid^="table-row-"][data-use="train"]')).toHaveCount(0);
  await editor.byId('sort-sex').click();
  await editor.byId('table-part').selectOption('dropped');
  await expect(editor.byId('table-count')).toContainText('10 of 344 rows');
  await expect(editor.byId('table-row-9')).toHaveAttribute('title', 'Left out: "sex" is missing');
  await editor.byId('table-clear').click();
  await expect(editor.byId('table-count')).toContainText('344 rows');

  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  await expect(editor.stat('accuracy').locator('..')).toHaveAttribute('title', /validation/);
  expect(percent(await editor.statText('accuracy'))).toBeGreaterThanOrEqual(97);

  // Whole numbers among its columns, it is exported, and found to say what the engine says.
  await editor.press('Control+E');
  await expect(editor.byId('export-verified')).toContainText('64 made-up rows');
  await expect(editor.byId('export-save')).toBeEnabled();
});

test('diabetes: a number is predicted, better than by its mean', async ({ window, workDir }) => {
  test.slow();
  const csv = join(workDir, 'diabetes.csv');
  await copyFile(join(samples, 'diabetes.csv'), csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog).toContainText('442 rows');
  await expect(dialog.getByTestId('role-progression')).toHaveValue('target');
  await expect(dialog.getByTestId('scaling-progression')).toHaveValue('standard');
  await dialog.getByTestId('import-draw').click();
  await expect(window.locator('article[data-kind="loss"] select')).toHaveValue('meanSquaredError');
  await editor.setTraining('epochs', '25');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  // The target is scaled to a variance of 1, which is the error of predicting the mean.
  expect(Number(await editor.statText('validation-loss'))).toBeLessThan(0.75);
  await editor.openTab('outputs');
  await expect(editor.byId('scatter')).toBeVisible();
});

test('digits: 64 columns are an image, drawn as one, and learned', async ({ window, workDir }) => {
  test.slow();
  const csv = join(workDir, 'digits-8x8.csv');
  await copyFile(join(samples, 'digits.csv'), csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog).toContainText('1,797 rows');
  await expect(dialog.getByTestId('image-offer')).toContainText('8 × 8');
  await expect(dialog.getByTestId('image-offer-check')).toBeChecked();
  await expect(dialog.getByTestId('role-digit')).toHaveValue('target');
  await dialog.getByTestId('import-draw').click();
  await expect(editor.byId('image-run')).toContainText('8 × 8');
  await editor.openTab('table');
  await expect(window.getByTestId('table-picture').first()).toBeVisible();
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  await expect(editor.stat('accuracy').locator('..')).toHaveAttribute('title', /validation/);
  expect(percent(await editor.statText('accuracy'))).toBeGreaterThanOrEqual(96);

  // Each prediction stands beside the picture that it was made of: the table's own, pixel by pixel.
  const pixels = (row: string, id: string) =>
    window
      .locator(row)
      .getByTestId(id)
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const inTable = await pixels('[data-testid="table-row-3"]', 'table-picture');
  await editor.openTab('outputs');
  await expect.poll(() => pixels('[data-table-row="3"]', 'outputs-picture')).toBe(inTable);
  await expect.poll(() => pixels('[data-table-row="4"]', 'outputs-picture')).not.toBe(inTable);
  // One stop of the Tab key for all rows; the arrow keys go through them.
  await editor.byId('outputs-table').focus();
  await window.keyboard.press('End');
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('Enter');
  await expect(window.locator('[data-table-row="1796"]')).toHaveAttribute('data-watched', 'true');
  await expect(editor.byId('outputs-table')).toBeFocused();

  await editor.byId('tiles-hidden').click({ position: { x: 6, y: 6 } });
  await expect(editor.byId('weight-picture')).toBeVisible();
  // Taken back, the columns are single tiles again; undo makes them the picture again.
  await editor.byId('image-remove').click();
  await expect(editor.byId('weight-picture')).toHaveCount(0);
  await editor.press('Control+Z');
  await expect(editor.byId('weight-picture')).toBeVisible();
});
