import * as electron from 'electron';

/** The path of a file that the user dropped; empty for one that a script made up. Electron 32 moved it to `webUtils`. */
export function pathOfFile(file: File): string {
  const { webUtils } = electron as { webUtils?: { getPathForFile(file: File): string } };
  if (webUtils) return webUtils.getPathForFile(file);
  return (file as File & { path?: string }).path ?? '';
}
