import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from './editor';
import { expect, test } from './fixture';

test('a broken model file gives one sentence and changes nothing', async ({ window, dialogs, workDir }) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await editor.expectState('idle');
  await editor.setTraining('epochs', '1');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');

  // What the app itself writes is what gets broken.
  const model = async (format: string, path: string) => {
    await editor.press('Control+E');
    await editor.byId(`export-${format}`).click();
    await expect(editor.byId('export-verified')).toHaveAttribute('data-status', 'verified');
    await dialogs.answerSaveDialog(path);
    await editor.byId('export-save').click();
    await expect(window.getByRole('dialog')).toHaveCount(0);
    return readFile(path);
  };
  const json = await model('json', join(workDir, 'whole.json'));
  const onnx = await model('onnx', join(workDir, 'whole.onnx'));
  const random = Uint8Array.from({ length: 5000 }, (_, index) => (index * 2654435761) >>> (index % 23));
  const flipped = onnx.map((byte, index) => (index % 97 === 13 ? byte ^ 0x55 : byte));
  const files: [name: string, bytes: Uint8Array][] = [
    ['half.json', json.subarray(0, json.length >> 1)],
    ['field.json', Buffer.from(json.toString().replace('"neuroloom-model"', '"some-model"'))],
    ['empty.json', new Uint8Array()],
    ['half.onnx', onnx.subarray(0, onnx.length >> 1)],
    ['random.onnx', random],
    ['flipped.onnx', flipped],
    ['empty.onnx', new Uint8Array()],
  ];

  // The document has an edit that can be taken back.
  await editor.setField('h', 'units', '7');
  const undo = window.getByRole('button', { name: 'Undo' });
  const state = async () => ({
    nodes: await editor.canvas
      .locator('article')
      .evaluateAll((all) => all.map((each) => each.dataset.testid)),
    title: await window.title(),
    undo: await undo.isEnabled(),
    steps: await editor.statText('step'),
  });
  await expect(undo).toBeEnabled();
  const before = await state();
  const toast = editor.byId('toast');
  for (const [name, bytes] of files) {
    const path = join(workDir, name);
    await writeFile(path, bytes);
    await dialogs.answerOpenDialog(path);
    // Unsaved changes may be given up.
    await dialogs.answerMessageBox(1);
    await editor.press('Control+O');
    await expect(toast, name).toHaveCount(1);
    const said = ((await toast.textContent()) ?? '').trim();
    expect(said, name).toContain(name);
    expect(said, name).not.toMatch(/internal|undefined|Error:|\bat \w+/);
    expect(await state(), name).toEqual(before);
    await window.getByRole('button', { name: 'Close message' }).click();
    await expect(toast).toHaveCount(0);
  }
  await undo.click();
  await editor.select('h');
  await expect(editor.byId('field-units')).not.toHaveValue('7');
});
