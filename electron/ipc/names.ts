/**
 * Plain constants of the contract, in a file of their own: the sandboxed preload script needs them, and must not carry
 * the schema library with it.
 */

export const mainEventNames = [
  'menu:command',
  'data:progress',
  'engine:exited',
  'project:offered',
  'window:closeRequested',
] as const;

/**
 * The engine's port reaches the page as a `message` event on `window` with this as data and the port in `ports[0]`, once at
 * start and again after every restart of the engine. The page asks for it by posting `engineReadyRequest` when it listens.
 */
export const enginePortMessage = 'neuroloom:engine-port';
export const engineReadyRequest = 'neuroloom:engine-port-please';

/** Between preload and main alone: the path of a file that was dropped on the window, which the page never sees. */
export const fileDroppedChannel = 'neuroloom:file-dropped';
