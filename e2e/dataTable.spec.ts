import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';

/** A table whose cell says where it stands: `c7` of row 12 is 12007 or empty in every tenth row of `c3`. */
async function wideTable(path: string, rows: number, columns: number): Promise<void> {
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  const line = (row: number) =>
    names.map((_, column) => (column === 3 && row % 10 === 0 ? '' : String(row * 1000 + column))).join(',');
  const lines = Array.from(
    { length: rows },
    (_, row) => `${line(row)},${['low', 'middle', 'high'][row % 3]}`,
  );
  await writeFile(path, `${names.join(',')},level\n${lines.join('\n')}\n`);
}

test('a wide and long table is walked by keyboard, sorted, filtered and searched', async ({
  window,
  workDir,
}) => {
  test.slow();
  const csv = join(workDir, 'wide.csv');
  await wideTable(csv, 4000, 300);
  const editor = new Editor(window);
  await dropFile(window, csv);
  await editor.byId('import-apply').click();
  await editor.openTab('table');
  const table = editor.byId('table');
  await expect(table.getByTestId('table-row-1')).toContainText('0');
  // What is out of view is not in the page.
  expect(await table.getByRole('gridcell').count()).toBeLessThan(1500);

  await table.getByRole('gridcell').first().click();
  await window.keyboard.press('Control+End');
  await expect(table.getByTestId('table-row-4000')).toContainText('3999299');
  await window.keyboard.press('Control+Home');
  await window.keyboard.press('PageDown');
  await expect(table).toHaveAttribute('aria-activedescendant', /cell-[1-9]\d*-0/);
  await window.keyboard.press('Control+Home');

  const rows = table.getByRole('row');
  await editor.byId('sort-c0').click();
  await editor.byId('sort-c0').click();
  await expect(rows.nth(1)).toContainText('3999000');
  await editor.byId('sort-c0').click();
  await expect(rows.nth(1)).toHaveAttribute('data-testid', 'table-row-1');

  await editor.byId('filter-c3').click();
  await editor.byId('filter-kind').selectOption('missing');
  await expect(editor.byId('table-count')).toContainText('400 of 4,000 rows');
  await window.keyboard.press('Escape');
  await editor.byId('filter-c0').click();
  await editor.byId('filter-kind').selectOption('between');
  await editor.byId('filter-from').fill('100000');
  await editor.byId('filter-to').fill('200000');
  await expect(editor.byId('table-count')).toContainText('11 of 4,000 rows');
  await window.keyboard.press('Escape');
  await expect(rows.nth(1)).toHaveAttribute('data-testid', 'table-row-101');

  await editor.byId('table-search').fill('no such cell');
  await expect(editor.byId('table-none')).toBeVisible();
  await editor.byId('table-clear').click();
  await expect(editor.byId('table-count')).toContainText('4,000 rows');
  await editor.byId('table-search').fill('3456299');
  await expect(editor.byId('table-count')).toContainText('1 of 4,000 rows');
  await expect(rows.nth(1)).toHaveAttribute('data-testid', 'table-row-3457');
});

test('a cell is copied, and a row shows its way through the network', async ({ window, app }) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await editor.openTab('table');
  const row = editor.byId('table-row-3');
  await row.getByRole('gridcell').first().click();
  await expect(row).toHaveAttribute('data-watched', 'true');
  await window.keyboard.press('Control+C');
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('4.7');
});

test('many columns are found and changed at once, as one step', async ({ window, workDir }) => {
  const csv = join(workDir, 'wide.csv');
  await wideTable(csv, 50, 500);
  const editor = new Editor(window);
  await dropFile(window, csv);
  await editor.byId('import-draw').click();
  const shape = window.locator('article[data-kind="input"] [data-testid^="shape-"]');
  await expect(shape).toHaveText('batch × 500');
  await editor.byId('find-column').fill('c49');
  await expect(window.getByTestId('column-c49')).toBeVisible();
  await expect(window.getByTestId(/^column-/)).toHaveCount(11);
  await editor.byId('bulk-actions').click();
  await editor.byId('bulk-role-ignore').click();
  await expect(shape).toHaveText('batch × 489');
  await editor.press('Control+Z');
  await expect(shape).toHaveText('batch × 500');
});
