import { Editor } from './editor';
import { expect, test } from './fixture';

test('the engine dies while training: the document is whole, the reason is shown, training goes on', async ({
  app,
  window,
}) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('run-state')).toHaveAttribute('data-state', 'idle');
  await editor.setTraining('epochs', '100000');
  const nodes = await window.locator('article[data-kind]').count();
  await editor.byId('transport-toggle').click();
  await editor.expectState('running');
  // Well past the first checkpoint, which is what there is to go on from.
  await expect
    .poll(async () => (await editor.lossChart()).points, { timeout: 60_000 })
    .toBeGreaterThan(10_000);

  await app.evaluate(({ app: running }) => {
    const engine = running.getAppMetrics().find((each) => each.name === 'Neuroloom engine');
    process.kill(engine!.pid, 'SIGKILL');
  });

  const failure = editor.byId('run-failure');
  await expect(failure).toBeVisible();
  await expect(failure).toContainText(/engine/i);
  await expect(window.locator('article[data-kind]')).toHaveCount(nodes);
  await expect(editor.byId('engine-status')).toHaveAttribute('data-status', 'ready');

  await editor.byId('run-continue').click();
  await editor.expectState('running');
  const resumedAt = (await editor.lossChart()).points;
  await expect.poll(async () => (await editor.lossChart()).points).toBeGreaterThan(resumedAt);
  await expect(failure).toHaveCount(0);
});
