import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

test('a CSV dropped on the window is imported, a network drawn for it, and it learns', async ({
  window,
  workDir,
}) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(resolve(root, 'resources/samples/penguins.csv'), csv);
  const editor = new Editor(window);
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog).toContainText('344 rows');
  await expect(dialog.getByTestId('role-species')).toHaveValue('target');
  await dialog.getByTestId('import-draw').click();
  await expect(window.locator('article[data-kind="loss"]')).toBeVisible();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  expect(Number.parseFloat(await editor.statText('accuracy'))).toBeGreaterThanOrEqual(97);
});

test('a bad CSV gives one sentence and changes nothing', async ({ window, dialogs, workDir }) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await editor.openTab('data');
  for (const [name, content, sentence] of [
    ['empty.csv', '', /empty/i],
    ['header.csv', 'a,b,c\n', /no rows|header/i],
    ['binary.csv', '\u0000\u0001\u0002binary', /text|binary/i],
  ] as const) {
    const path = join(workDir, name);
    await writeFile(path, content);
    await dialogs.answerOpenDialog(path);
    await window.getByRole('button', { name: 'Replace' }).click();
    await expect(editor.byId('data-problem')).toContainText(sentence);
    await editor.byId('data-problem').getByRole('button', { name: 'Dismiss' }).click();
  }
  await dialogs.answerOpenDialog(workDir);
  await window.getByRole('button', { name: 'Replace' }).click();
  await expect(editor.byId('data-problem')).toContainText(/folder|directory/i);
  await expect(editor.byId('data-rows')).toHaveText('150 rows');
  await expect(editor.byId('problem-count')).toHaveText('0');
});

test('recent files are on the start screen and open with one click; a moved CSV can be located', async ({
  launch,
  workDir,
}) => {
  const csv = join(workDir, 'flowers.csv');
  await copyFile(resolve(root, 'resources/samples/iris.csv'), csv);
  const first = await launch();
  let editor = new Editor(first.window);
  await dropFile(first.window, csv);
  await editor.byId('import-draw').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect(first.window.getByRole('dialog')).toHaveCount(0);
  await first.dialogs.answerSaveDialog(join(workDir, 'flowers.nloom'));
  await editor.press('Control+S');
  await expect(editor.byId('dirty')).toHaveCount(0);
  await first.quit();

  const moved = join(workDir, 'moved.csv');
  await copyFile(csv, moved);
  await rm(csv);

  const second = await launch();
  editor = new Editor(second.window);
  await second.window.getByTestId('start-screen').getByText('flowers.nloom').click();
  await expect(second.window.locator('article[data-kind="loss"]')).toBeVisible();
  await editor.openTab('data');
  await expect(editor.byId('locate-csv')).toBeVisible();
  await second.dialogs.answerOpenDialog(moved);
  await editor.byId('locate-csv').click();
  await expect(editor.byId('data-rows')).toHaveText('150 rows');
  await editor.byId('transport-step').click();
  await expect.poll(() => editor.statText('step')).toBe('1');
});
