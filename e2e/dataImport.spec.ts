import { readdirSync } from 'node:fs';
import { appendFile, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeLongCsv, writeParquet } from './dataFiles';
import { dropFile } from './dropFile';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const iris = resolve(root, 'resources/samples/iris.csv');
const irisColumns = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'];

/** Files of the data engine that hold a table. */
const tablesIn = (userDataDir: string) =>
  readdirSync(join(userDataDir, 'tables'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[/\\]t\d+\.duckdb$/.test(name),
  );

test('the same rows come out of gzip, Parquet and JSON lines, by dialog and by drop', async ({
  window,
  dialogs,
  workDir,
}) => {
  const editor = new Editor(window);
  const text = await readFile(iris, 'utf8');
  const packed = join(workDir, 'iris.csv.gz');
  const parquet = join(workDir, 'iris.parquet');
  const lines = join(workDir, 'iris.jsonl');
  await writeFile(packed, gzipSync(text));
  await writeParquet(iris, parquet);
  const rows = text.trimEnd().split(/\r?\n/).slice(1);
  const objects = rows.map((row) => {
    const cells = row.split(',');
    return JSON.stringify(
      Object.fromEntries(
        irisColumns.map((name, index) => [name, index < 4 ? Number(cells[index]) : cells[index]]),
      ),
    );
  });
  await writeFile(lines, `${objects.join('\n')}\n`);

  const dialog = editor.byId('import-dialog');
  const expectIris = async () => {
    await expect(dialog).toContainText('150 rows · 5 columns');
    await expect(dialog.getByTestId('role-species')).toHaveValue('target');
    for (const name of irisColumns) await expect(dialog).toContainText(name);
    await dialog.getByTestId('import-cancel').click();
    await expect(dialog).toHaveCount(0);
  };
  for (const path of [packed, parquet, lines]) {
    await dropFile(window, path);
    await expectIris();
  }
  for (const path of [parquet, lines, packed]) {
    await dialogs.answerOpenDialog(path);
    await editor.byId('import-csv').click();
    await expectIris();
  }

  // What was read is what is learned from.
  await dropFile(window, parquet);
  await dialog.getByTestId('import-draw').click();
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  expect(Number.parseFloat(await editor.statText('accuracy'))).toBeGreaterThanOrEqual(93);
});

test('a value that looks like a word for missing is pointed out, and read so on a click', async ({
  window,
  workDir,
}) => {
  const csv = join(workDir, 'penguins.csv');
  await copyFile(resolve(root, 'resources/samples/penguins.csv'), csv);
  const dialog = new Editor(window).byId('import-dialog');
  await dropFile(window, csv);
  const offer = dialog.getByTestId('likely-missing');
  await expect(offer).toContainText('“.” stands in 1 cell of sex');
  const sex = dialog.locator('[data-role]', { hasText: 'sex' }).last();
  await expect(sex).toContainText('10 cells missing');
  await offer.getByRole('button').click();
  await expect(sex).toContainText('11 cells missing');
  await expect(offer).toHaveCount(0);
  await expect(dialog.getByTestId('read-missing')).toHaveValue('NA, N/A, NaN, null, none, ?, .');
});

test('rows that do not fit are counted and listed with their lines', async ({ window, workDir }) => {
  const editor = new Editor(window);
  const csv = join(workDir, 'flowers.csv');
  await copyFile(iris, csv);
  await appendFile(csv, '5.1,3.5\nwide,3.5,1.4,0.2,setosa\n');
  await dropFile(window, csv);
  const dialog = editor.byId('import-dialog');
  await expect(dialog).toContainText('150 rows');
  await expect(dialog.getByTestId('misfit-count')).toContainText('2 rows do not fit');
  const listed = dialog.getByTestId('import-ragged');
  await expect(listed).toContainText('152');
  await expect(listed).toContainText('2 cells');
  await expect(listed).toContainText('153');
  await expect(listed).toContainText('wide');
  await dialog.getByTestId('import-draw').click();
  await expect(editor.byId('data-rows')).toHaveText('150 rows');
  await expect(editor.byId('data-misfits')).toContainText('2');
});

test('a long import says how far it is, leaves the canvas usable, and ends when it is cancelled', async ({
  window,
  workDir,
  userDataDir,
}) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  // The sample's own data has been read.
  await expect(editor.byId('transport-toggle')).toHaveAttribute('aria-disabled', 'false');
  const tables = tablesIn(userDataDir).length;
  const long = join(workDir, 'long.csv');
  await writeLongCsv(long, 3_000_000);
  await dropFile(window, long);
  const progress = editor.byId('import-progress');
  await expect(progress).toContainText('long.csv');
  await expect(progress).toContainText(/[1-9][\d,]* rows/);
  await expect(progress).toContainText('MB/s');
  const bar = progress.getByRole('progressbar');
  const share = () => bar.evaluate((element) => (element as HTMLProgressElement).value);
  const begun = await share();
  await expect.poll(share).toBeGreaterThan(begun);

  // Another node, while the file is being read.
  const before = await window.locator('article[data-kind="dropout"]').count();
  await editor.byId('tab-nodes').click();
  await editor.dragNode('dropout', { x: 0.5, y: 0.9 });
  await expect(window.locator('article[data-kind="dropout"]')).toHaveCount(before + 1);
  await expect(progress).toBeVisible();

  // From the click to the page without a bar, as the page itself sees it.
  const gone = window.evaluate(async () => {
    const stop = document.querySelector('[data-testid="import-stop"]')!;
    await new Promise((resolve) => stop.addEventListener('click', resolve, { once: true }));
    const began = performance.now();
    while (document.querySelector('[data-testid="import-progress"]')) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - began;
  });
  await editor.byId('import-stop').click();
  const tookMs = await gone;
  test.info().annotations.push({ type: 'cancelled within', description: `${Math.round(tookMs)} ms` });
  await expect(editor.byId('import-dialog')).toHaveCount(0);
  await expect(editor.byId('data-problem')).toHaveCount(0);
  // Nothing of it stays on the disk, and the data of the document is as it was.
  await expect.poll(() => tablesIn(userDataDir).length).toBe(tables);
  await editor.openTab('data');
  await expect(editor.byId('data-rows')).toHaveText('150 rows');
  await expect(editor.byId('column-sepal_length')).toBeVisible();
  // The only step to undo is the one on the canvas.
  await editor.press('Control+Z');
  await expect(window.locator('article[data-kind="dropout"]')).toHaveCount(before);
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect(editor.byId('dirty')).toHaveCount(0);
});

test('a file that has changed says what is different; one that vanished can be located', async ({
  launch,
  workDir,
}) => {
  const csv = join(workDir, 'flowers.csv');
  const project = join(workDir, 'flowers.nloom');
  await copyFile(iris, csv);
  const first = await launch();
  let editor = new Editor(first.window);
  await dropFile(first.window, csv);
  await editor.byId('import-draw').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect(first.window.getByRole('dialog')).toHaveCount(0);
  await first.dialogs.answerSaveDialog(project);
  await editor.press('Control+S');
  await expect(editor.byId('dirty')).toHaveCount(0);
  await first.quit();
  expect(JSON.parse(await readFile(project, 'utf8'))).toMatchObject({
    dataset: { source: { kind: 'csv', path: 'flowers.csv', fingerprint: { rows: 150 } } },
  });

  await appendFile(csv, '5.1,3.5,1.4,0.2,setosa\n');
  const second = await launch({ args: [project] });
  editor = new Editor(second.window);
  await editor.openTab('data');
  await expect(editor.byId('data-rows')).toHaveText('151 rows');
  await expect(editor.byId('file-changed')).toContainText('There are 151 rows now; there were 150.');
  await editor.byId('accept-file').click();
  await expect(editor.byId('file-changed')).toHaveCount(0);
  await editor.press('Control+S');
  await expect(editor.byId('dirty')).toHaveCount(0);
  await second.quit();

  const moved = join(workDir, 'elsewhere.csv');
  await copyFile(csv, moved);
  await rm(csv);
  const third = await launch({ args: [project] });
  editor = new Editor(third.window);
  await editor.openTab('data');
  await expect(editor.byId('data-problem')).toContainText('the file is not there');
  await third.dialogs.answerOpenDialog(moved);
  await editor.byId('locate-csv').click();
  await expect(editor.byId('data-rows')).toHaveText('151 rows');
  await expect(editor.byId('file-changed')).toHaveCount(0);
});

test('tables are taken off the disk when another document is opened, and when the app ends', async ({
  launch,
  workDir,
  userDataDir,
}) => {
  const { window, quit, dialogs, app } = await launch();
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('problem-count')).toHaveText('0');
  await expect.poll(() => tablesIn(userDataDir)).toHaveLength(1);
  const project = join(workDir, 'xor.nloom');
  await copyFile(resolve(root, 'resources/samples/xor.nloom'), project);
  await copyFile(resolve(root, 'resources/samples/xor.csv'), join(workDir, 'xor.csv'));
  await dialogs.answerOpenDialog(project);
  await editor.press('Control+O');
  await editor.openTab('data');
  await expect(editor.byId('data-rows')).toHaveText('4 rows');
  await expect.poll(() => tablesIn(userDataDir)).toHaveLength(1);

  // A new engine reads the data again.
  await app.evaluate(({ app: running }) => {
    const engine = running.getAppMetrics().find((each) => each.name === 'Neuroloom engine');
    process.kill(engine!.pid, 'SIGKILL');
  });
  await expect(editor.byId('engine-status')).toHaveAttribute('data-status', 'ready');
  await editor.byId('transport-step').click();
  await expect.poll(() => editor.statText('step')).toBe('1');
  await expect.poll(() => tablesIn(userDataDir)).toHaveLength(1);

  await dialogs.answerMessageBox(1);
  await quit();
  expect(readdirSync(userDataDir)).not.toContain('tables');
});
