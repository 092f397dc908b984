import { Editor } from './editor';
import { expect, test } from './fixture';

test('a network that is too wide for a small window is first shown from its beginning, large enough to be read', async ({
  window,
}) => {
  const editor = new Editor(window);
  await editor.byId('sample-penguins').click();
  await editor.expectState('idle');
  const zoom = () =>
    editor.canvas
      .locator('.react-flow__viewport')
      .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  const inView = async (nodeId: string) => {
    const card = (await editor.byId(`node-${nodeId}`).boundingBox())!;
    const canvas = (await editor.canvas.boundingBox())!;
    return card.x >= canvas.x && card.x + card.width <= canvas.x + canvas.width;
  };
  const ids = await editor.window
    .locator('article[data-kind]')
    .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.testid!.slice('node-'.length)));
  const seen = async () => (await Promise.all(ids.map(inView))).filter(Boolean).length;
  const input = await editor.window.locator('article[data-kind="input"]').getAttribute('data-testid');
  await expect.poll(zoom).toBeGreaterThanOrEqual(0.6);
  await expect.poll(() => inView(input!.slice('node-'.length))).toBe(true);
  expect(await seen()).toBeLessThan(ids.length);
  // All of it, when that is asked for.
  await editor.press('Control+0');
  await expect.poll(seen).toBe(ids.length);
  expect(await zoom()).toBeLessThan(0.6);
});
