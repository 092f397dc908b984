import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const run = promisify(execFile);
const neuroloom = (...args: string[]) =>
  run(process.execPath, [resolve(root, 'out/cli/neuroloom.js'), ...args]);

test('the command line trains the same saved project to the same numbers as the window', async ({
  window,
  dialogs,
  workDir,
}) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await expect(editor.byId('run-state')).toHaveAttribute('data-state', 'idle');
  const untrained = join(workDir, 'untrained.nloom');
  await dialogs.answerSaveDialog(untrained);
  await editor.press('Control+S');
  await expect.poll(() => readFile(untrained, 'utf8').catch(() => '')).toContain('neuroloom-project');

  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  const byWindow = join(workDir, 'window.nloom');
  await dialogs.answerSaveDialog(byWindow);
  await editor.press('Control+Shift+S');
  await expect.poll(() => readFile(byWindow, 'utf8').catch(() => '')).toContain('"parameters"');

  const byCommand = join(workDir, 'command.nloom');
  const log = join(workDir, 'loss.csv');
  await neuroloom('train', untrained, '--out', byCommand, '--log', log);

  const [fromWindow, fromCommand] = await Promise.all(
    [byWindow, byCommand].map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
  );
  expect(fromCommand.parameters).toEqual(fromWindow.parameters);
  expect(fromCommand.encoders).toEqual(fromWindow.encoders);
  const { epoch, step, loss, validationLoss, accuracy, validationAccuracy } = fromWindow.metrics;
  expect(fromCommand.metrics).toMatchObject({
    epoch,
    step,
    loss,
    validationLoss,
    accuracy,
    validationAccuracy,
  });
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  expect(lines[0]).toBe('step,epoch,loss');
  expect(lines).toHaveLength(step + 1);
  await expect(editor.stat('step')).toHaveText(step.toLocaleString('en-US'));

  // What the window shows is what the command line predicts.
  const predictions = join(workDir, 'predictions.csv');
  await neuroloom(
    'predict',
    byCommand,
    '--data',
    join(root, 'resources/samples/iris.csv'),
    '--out',
    predictions,
  );
  expect((await readFile(predictions, 'utf8')).trim().split('\n')).toHaveLength(151);
});
