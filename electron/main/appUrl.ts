import { resolve, sep } from 'node:path';

/** Scheme and host under which the window's files are served. */
export const appScheme = 'neuroloom';
const appHost = 'app';
export const appPage = `${appScheme}://${appHost}/index.html`;

/** The development server, where the build tool runs one. */
export function developmentUrl(environment: NodeJS.ProcessEnv, packaged: boolean): string | null {
  return packaged ? null : (environment.ELECTRON_RENDERER_URL ?? null);
}

/** Whether a page at `url` is the app's own: served by us, or by the given development server. */
export function isAppUrl(url: string, development: string | null): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  // A scheme that Node does not know has the origin "null" there, so its parts are compared.
  if (parsed.protocol === `${appScheme}:`) return parsed.host === appHost;
  return development !== null && parsed.origin === new URL(development).origin;
}

/** The file below `root` that a request asks for; null for another host, a malformed address or a way out of `root`. */
export function assetPath(root: string, url: string): string | null {
  if (!isAppUrl(url, null)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(resolve(root) + sep) ? file : null;
}

const mimeTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

export function mimeType(path: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return mimeTypes[extension] ?? 'application/octet-stream';
}
