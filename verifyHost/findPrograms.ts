import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Every program of these names on the path: by name in the order given, then by folder. */
export function findPrograms(names: readonly string[], { PATH = '' }: NodeJS.ProcessEnv): string[] {
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.exe' : '';
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
  return [...new Set(paths)].filter((path) => isProgram(path) && !onlyOffersToInstall(path));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** On macOS without its developer tools, these programs are there but open a dialog that offers to install them. */
function onlyOffersToInstall(path: string): boolean {
  const tools = ['/Library/Developer/CommandLineTools', '/Applications/Xcode.app'];
  return process.platform === 'darwin' && path.startsWith('/usr/bin/') && !tools.some(existsSync);
}
