import { expect, test } from './fixture';

test('the window is a sandbox: no Node, no navigation, no new windows, no permissions', async ({
  app,
  window,
  allowErrors,
}) => {
  allowErrors(/Content Security Policy|Not allowed|ERR_|Failed to (load|fetch)|Refused/);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    // Electron has this for its own tests; its types leave it out.
    const held = webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = held.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(preferences.webviewTag).toBeFalsy();
  const inside = await window.evaluate(() => ({
    node: typeof (globalThis as Record<string, unknown>).process,
    require: typeof (globalThis as Record<string, unknown>).require,
    bridge: Object.keys((globalThis as unknown as { neuroloom: object }).neuroloom).sort(),
  }));
  expect(inside).toEqual({
    node: 'undefined',
    require: 'undefined',
    bridge: ['on', 'openDropped', 'request'],
  });

  // In a timer: what a test evaluates directly is exempt from the policy.
  const evalWorks = await window.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return 1')() === 1);
          } catch {
            resolve(false);
          }
        });
      }),
  );
  expect(evalWorks).toBe(false);

  const url = window.url();
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await window.evaluate(() => void open('https://example.com/'));
  expect(app.windows()).toHaveLength(1);
  expect(window.url()).toBe(url);
  const permission = await window.evaluate(() => Notification.requestPermission());
  expect(permission).toBe('denied');

  // A payload that is not of the channel's form is refused.
  const refused = await window.evaluate(async () => {
    const { request } = (
      globalThis as unknown as { neuroloom: { request(...args: unknown[]): Promise<unknown> } }
    ).neuroloom;
    const outcomes = await Promise.allSettled([
      request('theme:set', { theme: 'pink' }),
      request('project:openRecent', { path: '/etc/hostname' }),
      request('no:such'),
    ]);
    return outcomes.map((outcome) =>
      outcome.status === 'rejected' ? 'rejected' : (outcome.value as { status?: string }).status,
    );
  });
  expect(refused[0]).toBe('rejected');
  expect(refused[1]).not.toBe('done');
  expect(refused[2]).toBe('rejected');
});
