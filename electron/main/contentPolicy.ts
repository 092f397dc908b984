/**
 * What the window may load and run. Nothing but its own files; no `eval`. Styles may stand in the page, because the
 * component library writes its variables there.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Under the development server, which puts a script into the page and talks over a socket. */
export function developmentPolicy(server: string): string {
  const { host, origin } = new URL(server);
  return contentPolicy
    .replace("script-src 'self'", `script-src 'self' 'unsafe-inline' ${origin}`)
    .replace("connect-src 'self'", `connect-src 'self' ${origin} ws://${host}`);
}
