import { Editor } from './editor';
import { expect, test } from './fixture';

test('a run can be slowed down to be watched, and let go flat out', async ({ window }) => {
  const editor = new Editor(window);
  await window.getByTestId('sample-iris').click();
  await editor.expectState('idle');
  await editor.byId('transport-speed').selectOption('2 min a run');
  await editor.byId('transport-toggle').click();
  await editor.expectState('running');
  // Slow enough that single steps can be seen: two different ones are on screen before the first epochs are over.
  await expect.poll(() => editor.frameStep('h').catch(() => 0)).toBeGreaterThan(0);
  expect(Number.parseInt(await editor.statText('epoch'), 10)).toBeLessThan(50);
  await editor.byId('transport-speed').selectOption('Flat out');
  await editor.expectState('finished');
});
