import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from './editor';
import { expect, test } from './fixture';

test('unsaved changes are asked about, and cancelling keeps everything', async ({
  neuroloom,
  window,
  workDir,
}) => {
  const { dialogs, app } = neuroloom;
  const editor = new Editor(window);
  await editor.drawFromScratch();
  await editor.dragNode('dense', { x: 0.4, y: 0.4 });
  const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle());
  await expect.poll(title).toMatch(/^● Untitled/);

  // Nobody answers the question, so it is cancelled.
  await editor.press('Control+N');
  await expect.poll(async () => (await dialogs.shown()).map((each) => each.kind)).toContain('message');
  await expect(window.locator('article[data-kind]')).toHaveCount(1);

  // Saved, it is not asked any more.
  const project = join(workDir, 'mine.nloom');
  await dialogs.answerSaveDialog(project);
  await editor.press('Control+S');
  await expect.poll(title).toBe('mine.nloom — Neuroloom');
  const asked = (await dialogs.shown()).filter((each) => each.kind === 'message').length;
  await editor.press('Control+N');
  await expect(window.locator('article[data-kind]')).toHaveCount(0);
  expect((await dialogs.shown()).filter((each) => each.kind === 'message')).toHaveLength(asked);
  expect(JSON.parse(await readFile(project, 'utf8')).graph.nodes).toHaveLength(1);
});

test('a file that is no project gives one sentence and changes nothing', async ({
  neuroloom,
  window,
  workDir,
}) => {
  const editor = new Editor(window);
  await editor.drawFromScratch();
  await editor.dragNode('dense', { x: 0.4, y: 0.4 });
  const broken = join(workDir, 'broken.nloom');
  await writeFile(broken, '{"format": "neuroloom-project", "version": 99}');
  await neuroloom.dialogs.answerOpenDialog(broken);
  await neuroloom.dialogs.answerMessageBox(1);
  await editor.press('Control+O');
  await expect(editor.byId('toast').filter({ hasText: 'newer Neuroloom' })).toBeVisible();
  await expect(window.locator('article[data-kind]')).toHaveCount(1);
});

test('an edit made while another project is being read is asked about, and saved to the file it belongs to', async ({
  neuroloom,
  window,
  workDir,
}) => {
  test.skip(process.platform === 'win32', 'a pipe that holds the reading back');
  const { dialogs, app } = neuroloom;
  const editor = new Editor(window);
  await editor.drawFromScratch();
  await editor.dragNode('dense', { x: 0.4, y: 0.4 });
  const mine = join(workDir, 'mine.nloom');
  await dialogs.answerSaveDialog(mine);
  await editor.press('Control+S');
  const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle());
  await expect.poll(title).toBe('mine.nloom — Neuroloom');

  // The app waits for the text of the next project until it is written into the pipe.
  const next = join(workDir, 'next.nloom');
  execFileSync('mkfifo', [next]);
  const kinds = async () => (await dialogs.shown()).map(({ kind }) => kind);
  const before = (await kinds()).length;
  await dialogs.answerOpenDialog(next);
  await editor.press('Control+O');
  await expect.poll(async () => (await kinds()).slice(before)).toEqual(['open']);
  await editor.dragNode('dropout', { x: 0.7, y: 0.4 });
  await writeFile(next, JSON.stringify({ ...JSON.parse(await readFile(mine, 'utf8')), name: 'Next' }));

  // Nobody answers the question, so it is cancelled.
  await expect.poll(async () => (await kinds()).slice(before)).toEqual(['open', 'message']);
  await expect(window.locator('article[data-kind]')).toHaveCount(2);
  await editor.press('Control+S');
  await expect.poll(title).toBe('mine.nloom — Neuroloom');
  expect(JSON.parse(await readFile(mine, 'utf8')).graph.nodes).toHaveLength(2);
});

test('what was not saved when the program was killed is offered at the next start', async ({
  launch,
  userDataDir,
}) => {
  const first = await launch();
  const editor = new Editor(first.window);
  await editor.drawFromScratch();
  await editor.dragNode('dense', { x: 0.3, y: 0.4 });
  await editor.dragNode('dropout', { x: 0.7, y: 0.4 });
  const copies = () => readdir(join(userDataDir, 'recovery')).catch(() => []);
  await expect.poll(async () => (await copies()).filter((name) => name.endsWith('.nloom'))).toHaveLength(1);
  await expect.poll(() => holds(userDataDir, 'dropout')).toBe(true);
  first.app.process().kill('SIGKILL');

  const second = await launch();
  await expect(second.window.getByTestId('recovery')).toBeVisible();
  await second.window
    .getByTestId('recovery')
    .getByRole('button', { name: /restore/i })
    .click();
  await expect(second.window.locator('article[data-kind="dropout"]')).toBeVisible();
  await expect(second.window.locator('article[data-kind]')).toHaveCount(2);
});

/** Whether the copy of the unsaved document has a node of this kind. */
async function holds(userDataDir: string, kind: string): Promise<boolean> {
  const folder = join(userDataDir, 'recovery');
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.some((text) => text.includes(`"${kind}"`));
}
