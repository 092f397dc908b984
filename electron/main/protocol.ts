import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { appScheme, assetPath, mimeType } from './appUrl';
import { contentPolicy } from './contentPolicy';

/** Has to be called before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the files below `root` to the window. */
export function serveApp(root: string): void {
  protocol.handle(appScheme, async ({ url, method }) => {
    const path = method === 'GET' ? assetPath(root, url) : null;
    if (path === null) return new Response('Refused', { status: 403 });
    try {
      return new Response(await readFile(path), {
        headers: {
          'Content-Type': mimeType(path),
          'Content-Security-Policy': contentPolicy,
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Opener-Policy': 'same-origin',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
