import type { Page } from '@playwright/test';

/** Drops a file from disk on the middle of the window, as a file manager does. */
export async function dropFile(window: Page, path: string): Promise<void> {
  const client = await window.context().newCDPSession(window);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const { width, height } = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
}
