import { app, type Session, type WebContents } from 'electron';
import { isAppUrl } from './appUrl';
import { developmentPolicy } from './contentPolicy';

/** Whatever page comes into being, it stays where it is and opens nothing. */
export function lockDownPages(development: string | null): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents, development));
}

function lockDown(contents: WebContents, development: string | null): void {
  contents.on('will-navigate', (event, url) => {
    // A reload of the app's own page is no navigation to somewhere else.
    if (!(isAppUrl(url, development) && url === contents.getURL())) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Putting text on the clipboard, as a copy button does. Reading what is there stays refused. */
const granted: readonly string[] = ['clipboard-sanitized-write'];

/** No camera, no microphone, no location, no devices, no downloads. */
export function lockDownSession(session: Session, development: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(granted.includes(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => granted.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  if (development === null) return;
  session.webRequest.onHeadersReceived(({ responseHeaders }, answer) =>
    answer({
      responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [developmentPolicy(development)] },
    }),
  );
}
