import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLongCsv } from './dataFiles';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';

const rows = 130_000;

test('the predictions of a streamed table are turned page by page, and saved for every row', async ({
  window,
  workDir,
  dialogs,
}) => {
  test.slow();
  const csv = join(workDir, 'long.csv');
  await writeLongCsv(csv, rows);
  const editor = new Editor(window);
  // What another network learned before says nothing of this one.
  await window.getByTestId('sample-iris').click();
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  await dropFile(window, csv);
  await expect(editor.byId('import-dialog')).toContainText('130,000 rows');
  await expect(editor.byId('role-kind')).toHaveValue('target');
  await editor.byId('import-draw').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect(editor.byId('run-state')).toHaveText('Outdated');
  await editor.setTraining('memoryLimit', '1');
  await editor.openTab('outputs');
  const page = editor.byId('outputs-page');
  await expect(page).toContainText('1 to 100,000 of 130,000');
  const row = (number: number) => window.locator(`[data-table-row="${number}"]`);
  await expect(row(1)).toBeVisible();
  await editor.byId('outputs-next-page').click();
  await expect(page).toContainText('100,001 to 130,000 of 130,000');
  await expect(row(100_001)).toBeVisible();
  await expect(editor.byId('outputs-next-page')).toBeDisabled();

  const saved = join(workDir, 'predictions.csv');
  await dialogs.answerSaveDialog(saved);
  await editor.byId('save-predictions').click();
  await expect(window.getByText('Predictions saved as predictions.csv.')).toBeVisible({ timeout: 30_000 });
  const lines = (await readFile(saved, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(rows + 1);
  expect(lines[0]).toBe('row,part,actual,predicted,narrow,wide');
  expect(lines.slice(1).every((line, index) => line.startsWith(`${index + 1},`))).toBe(true);
  const parts = new Set(lines.slice(1).map((line) => line.split(',')[1]));
  expect([...parts].sort()).toEqual(['train', 'validation']);
});
