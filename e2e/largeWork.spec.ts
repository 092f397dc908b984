import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { Editor } from './editor';
import { expect, test } from './fixture';

/** Stops the engine's process, or lets it go on. */
function signalEngine(app: ElectronApplication, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  return app.evaluate(({ app: running }, name) => {
    const engine = running.getAppMetrics().find((each) => each.name === 'Neuroloom engine');
    process.kill(engine!.pid, name);
  }, signal);
}

test('a project is shown while its data is still being read', async ({ window, app, dialogs, workDir }) => {
  const editor = new Editor(window);
  await writeFile(join(workDir, 'rows.csv'), 'x,label\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n');
  const project = join(workDir, 'small.nloom');
  await writeFile(project, JSON.stringify(networkOf(join(workDir, 'rows.csv'), [4])));
  await expect(editor.byId('engine-status')).toHaveAttribute('data-status', 'ready');
  await signalEngine(app, 'SIGSTOP');
  await dialogs.answerOpenDialog(project);
  await editor.press('Control+O');

  await expect(window.locator('article[data-kind]')).toHaveCount(6);
  await editor.openTab('data');
  await expect(editor.byId('data-panel')).toContainText('Being read');
  const train = editor.byId('transport-toggle');
  await expect(train).toHaveAttribute('aria-disabled', 'true');
  await train.hover();
  await expect(window.getByRole('tooltip')).toHaveText('The data is still being read.');
  // It can be edited meanwhile.
  await editor.setField('h0', 'units', '5');

  await signalEngine(app, 'SIGCONT');
  await expect(editor.byId('data-rows')).toHaveText('6 rows');
  await train.click();
  await editor.expectState('finished');
});

test('the window answers while a large network is exported', async ({ window, dialogs, workDir }) => {
  const editor = new Editor(window);
  await writeFile(join(workDir, 'rows.csv'), 'x,label\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n');
  const project = join(workDir, 'large.nloom');
  // 9 million parameters.
  await writeFile(project, JSON.stringify(networkOf(join(workDir, 'rows.csv'), [3000, 3000])));
  await dialogs.answerOpenDialog(project);
  await editor.press('Control+O');
  await editor.byId('transport-step').click();
  await editor.expectState('paused');
  await expect(editor.stat('step')).toHaveText('1');
  await noteExports(window);

  await editor.press('Control+E');
  await editor.byId('export-json').click();
  await expect(window.getByRole('dialog')).toContainText('Writing and checking');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await editor.select('h1');
  await editor.press('F2');
  await editor.byId('rename-h1').fill('Renamed');
  await editor.press('Enter');
  await expect(editor.byId('name-h1')).toHaveText('Renamed');
  expect(await exportsDone(window)).toBe(0);
  await expect.poll(() => exportsDone(window)).toBeGreaterThan(0);
});

/** Counts the exports that the engine says are done. The page's own messages lead to its port. */
async function noteExports(window: Page): Promise<void> {
  await window.evaluate(() => {
    const { postMessage } = MessagePort.prototype;
    const heard = new WeakSet<MessagePort>();
    Object.assign(globalThis, { exportsDone: 0 });
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: unknown[]) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'exported') (globalThis as unknown as { exportsDone: number }).exportsDone += 1;
        });
      }
      return postMessage.apply(this, args as Parameters<typeof postMessage>);
    } as typeof postMessage;
  });
}

function exportsDone(window: Page): Promise<number> {
  return window.evaluate(() => (globalThis as unknown as { exportsDone: number }).exportsDone);
}

/** Dense layers of these widths that tell two classes apart by one number. */
function networkOf(csv: string, widths: readonly number[]) {
  const layers = widths.map((units, index) => ({ id: `h${index}`, kind: 'dense', units }));
  const chain = [
    { id: 'in', kind: 'input' },
    ...layers,
    { id: 'out', kind: 'dense', units: 2 },
    { id: 'prob', kind: 'activation', function: 'softmax' },
  ];
  const nodes = [
    ...chain,
    { id: 'y', kind: 'target' },
    { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
  ].map((node, index) => ({ ...node, position: { x: 240 * index, y: 0 } }));
  const wires = chain.slice(1).map(({ id }, index) => ({ from: `${chain[index]!.id}.out`, to: `${id}.in` }));
  return {
    format: 'neuroloom-project',
    version: 1,
    name: 'Measured',
    graph: {
      nodes,
      edges: [...wires, { from: 'prob.out', to: 'loss.prediction' }, { from: 'y.out', to: 'loss.target' }],
    },
    dataset: {
      source: { kind: 'csv', path: csv },
      columns: [
        { name: 'x', type: 'number', role: 'feature' },
        { name: 'label', type: 'category', role: 'target', categories: ['a', 'b'] },
      ],
      split: { validation: 0, test: 0 },
    },
    training: { optimizer: { kind: 'sgd', learningRate: 0.001 }, batchSize: 3, epochs: 3 },
  };
}
