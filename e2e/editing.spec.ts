import { Editor } from './editor';
import { expect, test } from './fixture';

test('every edit can be undone and done again', async ({ window }) => {
  const editor = new Editor(window);
  await editor.drawFromScratch();
  const input = await editor.dragNode('input', { x: 0.2, y: 0.3 });
  const dense = await editor.dragNode('dense', { x: 0.6, y: 0.3 });
  await editor.wire(input, dense);
  await editor.setField(dense, 'units', '5');
  await expect(editor.byId(`shape-${dense}`)).toHaveText('batch × 5');

  // Move by dragging the header.
  const card = editor.byId(`node-${dense}`);
  const before = (await card.boundingBox())!;
  await window.mouse.move(before.x + 40, before.y + 12);
  await window.mouse.down();
  await window.mouse.move(before.x + 40, before.y + 132, { steps: 6 });
  await window.mouse.up();
  await expect.poll(async () => (await card.boundingBox())!.y).toBeGreaterThan(before.y + 100);

  await window.keyboard.press('Delete');
  await expect(card).toHaveCount(0);
  await expect(editor.wireBetween(input, dense)).toHaveCount(0);

  await editor.press('Control+Z');
  await expect(editor.wireBetween(input, dense)).toBeAttached();
  await editor.press('Control+Z');
  await expect.poll(async () => Math.abs((await card.boundingBox())!.y - before.y)).toBeLessThan(2);
  await editor.press('Control+Z');
  await expect(editor.byId(`shape-${dense}`)).toHaveText('batch × 8');
  await editor.press('Control+Z');
  await expect(editor.wireBetween(input, dense)).toHaveCount(0);
  await editor.press('Control+Z');
  await expect(card).toHaveCount(0);
  await editor.press('Control+Z');
  await expect(window.locator('article[data-kind]')).toHaveCount(0);

  for (let step = 0; step < 6; step++) await editor.press('Control+Shift+Z');
  await expect(card).toHaveCount(0);
  await expect(editor.byId(`node-${input}`)).toBeVisible();
});

test('a wrong wire is refused in words, and a wrong shape shown on the node', async ({ window }) => {
  const editor = new Editor(window);
  await editor.drawFromScratch();
  const first = await editor.dragNode('dense', { x: 0.2, y: 0.25 });
  const second = await editor.dragNode('dense', { x: 0.7, y: 0.25 });
  const add = await editor.dragNode('add', { x: 0.5, y: 0.75 });
  await editor.wire(first, second);
  await editor.pull(second, first);
  await expect(editor.byId('wire-refusal')).toContainText('would close a loop');
  await expect(editor.wireBetween(second, first)).toHaveCount(0);

  await editor.setField(second, 'units', '4');
  await editor.wire(first, add);
  await editor.wire(second, add);
  await editor.byId(`problem-${add}`).click();
  await expect(window.locator('body')).toContainText(
    'needs equal shapes, but "Dense" gives [batch, 8] and "Dense" gives [batch, 4].',
  );
});

test('a value out of range keeps the old one and says why', async ({ window }) => {
  const editor = new Editor(window);
  await editor.drawFromScratch();
  const dense = await editor.dragNode('dense', { x: 0.4, y: 0.4 });
  await editor.setField(dense, 'units', '0');
  await expect(editor.byId('node-inspector')).toContainText(/1/);
  await expect(editor.byId(`shape-${dense}`)).toHaveText('batch × 8');
});

test('dark and light follow the system and can be set', async ({ neuroloom, window }) => {
  const background = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await neuroloom.setTheme('light');
  await expect.poll(background).toBe('rgb(247, 248, 250)');
  await neuroloom.setTheme('dark');
  await expect.poll(background).toBe('rgb(20, 22, 26)');
});

test('a key that can do nothing says why', async ({ window }) => {
  const editor = new Editor(window);
  await editor.drawFromScratch();
  await editor.dragNode('input', { x: 0.3, y: 0.3 });
  await editor.press('Control+Enter');
  const toast = editor.byId('toast');
  await expect(toast.filter({ hasText: 'Import or make data first' })).toBeVisible();
  await expect(editor.byId('run-state')).toHaveAttribute('data-state', 'idle');
});
