import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from './editor';
import { expect, test } from './fixture';

test('every format is checked and saved, and models open again', async ({ window, dialogs, workDir }) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await editor.expectState('idle');
  await editor.setTraining('epochs', '3');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');

  // What the app can run itself is held to the engine.
  await editor.press('Control+E');
  const badge = editor.byId('export-verified');
  for (const format of ['typescript', 'json', 'onnx']) {
    await editor.byId(`export-${format}`).click();
    await expect(badge).toHaveAttribute('data-status', 'verified');
    await expect(badge).toContainText('made-up rows');
  }
  // What needs a tool of the machine is run where there is one.
  for (const [format, missing] of [
    ['pytorch', 'no Python with PyTorch'],
    ['keras', 'no Python with Keras'],
    ['c', 'no C compiler'],
  ] as const) {
    await editor.byId(`export-${format}`).click();
    await expect(badge).toHaveText(new RegExp(`^Verified.*made-up rows|^Not run:.*${missing}`), {
      timeout: 70_000,
    });
  }

  // Choices change the file.
  await editor.byId('export-typescript').click();
  await editor.byId('export-options').getByLabel('Batch function').click();
  await expect(editor.byId('export-preview')).toContainText('export function predict(');
  await expect(editor.byId('export-preview')).not.toContainText('predictBatch');

  // One file, and several.
  await editor.byId('export-onnx').click();
  const onnx = join(workDir, 'iris.onnx');
  await dialogs.answerSaveDialog(onnx);
  await editor.byId('export-save').click();
  await expect
    .poll(() =>
      readFile(onnx).then(
        (bytes) => bytes.length,
        () => 0,
      ),
    )
    .toBeGreaterThan(500);
  const closed = () => expect(window.getByRole('dialog')).toHaveCount(0);
  await closed();
  await editor.press('Control+E');
  await editor.byId('export-pytorch').click();
  await dialogs.answerOpenDialog(workDir);
  await editor.byId('export-save').click();
  await expect
    .poll(() => readdir(join(workDir, 'iris-pytorch')).catch(() => []))
    .toEqual(['model.py', 'rows.py', 'settings.json', 'table.py', 'train.py', 'weights.safetensors']);

  await closed();

  // A model opens as an untitled document that predicts, and so can be exported again.
  await dialogs.answerOpenDialog(onnx);
  await dialogs.answerMessageBox(1);
  await editor.press('Control+O');
  await expect(window.locator('article[data-kind="dense"]')).toHaveCount(2);
  await editor.press('Control+E');
  await expect(badge).toHaveAttribute('data-status', 'verified');
});
