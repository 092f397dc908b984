import { join, resolve } from 'node:path';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const folder = resolve(root, 'demo-out');

test.use({ windowSize: { width: 1600, height: 1000 } });

test('demo: the Iris sample, trained and exported', async ({ neuroloom, window, dialogs }) => {
  const editor = new Editor(window);
  const picture = async (name: string) => {
    // No tooltip in the picture.
    await window.mouse.move(640, 900);
    await expect(window.getByRole('tooltip')).toHaveCount(0);
    for (const theme of ['light', 'dark'] as const) {
      await neuroloom.setTheme(theme);
      await expect
        .poll(() => window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(theme === 'dark');
      await window.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
    }
  };
  await expect(window.getByTestId('sample-iris')).toBeVisible();
  await picture('1-start');

  await window.getByTestId('sample-iris').click();
  await editor.expectState('idle');
  await editor.setTraining('epochs', '3000');
  await editor.byId('transport-toggle').click();
  await editor.expectState('running');
  await expect.poll(async () => (await editor.lossChart()).points).toBeGreaterThan(1000);
  await picture('2-training');
  await editor.expectState('finished');
  await editor.openTab('outputs');
  await expect(editor.byId('outputs-table')).toBeVisible();
  await picture('3-trained');

  for (const [format, name] of [['json', 'iris.json'] as const, ['typescript', 'iris.ts'] as const]) {
    await editor.press('Control+E');
    await editor.byId(`export-${format}`).click();
    if (format === 'typescript') await picture('4-export');
    await dialogs.answerSaveDialog(join(folder, name));
    await editor.byId('export-save').click();
    await expect(window.getByRole('dialog')).toHaveCount(0);
  }
  const accuracy = await editor.statText('accuracy');
  process.stdout.write(
    `Iris: ${await editor.statText('step')} steps, accuracy on held-out rows ${accuracy}\n`,
  );
});
