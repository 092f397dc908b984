import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { Editor } from './editor';
import { expect, test } from './fixture';
import { root } from './runtime';

const folder = resolve(root, 'resources/samples');
const samples = readdirSync(folder)
  .filter((file) => file.endsWith('.nloom'))
  .map((file) => ({ ...JSON.parse(readFileSync(join(folder, file), 'utf8')), id: file.slice(0, -6) }))
  .sort((a, b) => a.order - b.order);

/** From the start screen or from another sample, whose results are thrown away. */
async function openSample(window: Page, id: string): Promise<Editor> {
  const editor = new Editor(window);
  await window.getByTestId(`sample-${id}`).click();
  await expect(editor.canvas).toBeVisible();
  await editor.expectState('idle');
  return editor;
}

test('the start screen shows every sample under its heading', async ({ window }) => {
  await expect(window.getByTestId('start-screen')).toBeVisible();
  const names = window.locator('[data-testid^="sample-"]');
  await expect(names).toHaveCount(samples.length);
  const shown = await names.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-testid')));
  expect(shown).toEqual(samples.map(({ id }) => `sample-${id}`));
  for (const group of new Set(samples.map((sample) => sample.group))) {
    await expect(window.getByRole('heading', { name: group, exact: true })).toBeVisible();
  }
});

test('every sample opens ready to train, with its rows and without a problem', async ({ window }) => {
  for (const { id, name, graph } of samples) {
    const editor = await openSample(window, id);
    await expect(window.getByTestId('problem-count'), name).toHaveText('0');
    await expect(window.locator('article[data-kind]')).toHaveCount(graph.nodes.length);
    // Its first row has gone through: the neurons show values before anything is trained.
    await expect(editor.byId('tiles-in'), name).toHaveAttribute('data-frame-step', '0');
    await editor.press('Control+K');
    await expect(window.getByPlaceholder(/^Search commands/)).toBeFocused();
    await window.keyboard.type('Start screen');
    await window.keyboard.press('Enter');
    await expect(window.getByTestId('start-screen')).toBeVisible();
  }
});

const figures = [
  { id: 'mind-step', steps: 1, loss: '0.2998' },
  { id: 'nielsen-bumps', steps: 1, loss: '0.3734' },
  { id: 'nielsen-bumps', steps: 'all', loss: '0.3717' },
  { id: 'cs231n-spiral-softmax', steps: 'all', loss: '0.7764', accuracy: '49.3\u00a0%' },
  { id: 'cs231n-spiral', steps: 'all', loss: '0.110', accuracy: '98.0\u00a0%' },
  { id: 'convnetjs-simple', steps: 'all', loss: '0.03385', accuracy: '100.0\u00a0%' },
  { id: 'students', steps: 'all', loss: '0.001292', accuracy: '100.0\u00a0%' },
  { id: 'trask-2-layer', steps: 'all', loss: '0.0001292' },
] as const;

for (const { id, steps, loss, ...more } of figures) {
  test(`${id} shows the textbook's figure after ${steps === 1 ? 'one step' : 'all steps'}`, async ({
    window,
  }) => {
    const editor = await openSample(window, id);
    await editor.byId('transport-speed').selectOption('Flat out');
    await editor.byId(steps === 1 ? 'transport-step' : 'transport-toggle').click();
    if (steps === 1) await expect(editor.stat('step')).toHaveText('1');
    else await editor.expectState('finished');
    await expect(editor.stat('loss')).toContainText(loss);
    if ('accuracy' in more) await expect(editor.stat('accuracy')).toHaveText(more.accuracy);
  });
}

/** Trains a sample to its end; the lines of the outputs panel are what is returned. */
async function trainedRows(window: Page, id: string) {
  const editor = await openSample(window, id);
  await editor.byId('transport-speed').selectOption('Flat out');
  await editor.byId('transport-toggle').click();
  await editor.expectState('finished');
  await editor.openTab('outputs');
  return window.getByTestId('outputs-table').getByRole('button');
}

test('the sixth student passes, though nobody said so', async ({ window }) => {
  const rows = await trainedRows(window, 'students');
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(5)).toContainText('Pass');
});

test('Trask’s printed outputs stand in the outputs panel', async ({ window }) => {
  const rows = await trainedRows(window, 'trask-2-layer');
  const printed = ['0.00966', '0.00786', '0.9936', '0.9921'];
  for (const [row, output] of printed.entries()) await expect(rows.nth(row)).toContainText(output);
});
