import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { MainEvents } from '../ipc/contract';
import { projectExtension } from './projects';
import { isModelPath } from './readModel';

/** Project files named on a command line, made absolute. Options are passed over. */
export function projectArguments(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isProjectPath(argument))
    .map((argument) => resolve(folder, argument));
}

/** A file that opens as a document: a project, or a model to be turned into one. */
export function isProjectPath(path: string): boolean {
  return path.toLowerCase().endsWith(projectExtension) || isModelPath(path);
}

/**
 * Project files that were given to the app from outside. The window hears of them by name and decides when to open
 * them; the path stays here, behind a token. Until the window has loaded, offers wait.
 */
export class Offers {
  readonly #paths = new Map<string, string>();
  #waiting: string[] = [];
  #listening = false;

  constructor(private readonly announce: (offer: MainEvents['project:offered']) => void) {}

  offer(path: string): void {
    if (this.#listening) this.#announce(path);
    else this.#waiting.push(path);
  }

  /** The window has loaded, or is loading another time. */
  set listening(listening: boolean) {
    this.#listening = listening;
    if (!listening) return;
    for (const path of this.#waiting.splice(0)) this.#announce(path);
  }

  /** The path behind a token, which is used up by this. */
  take(token: string): string | null {
    const path = this.#paths.get(token) ?? null;
    this.#paths.delete(token);
    return path;
  }

  #announce(path: string): void {
    const token = randomUUID();
    this.#paths.set(token, path);
    this.announce({ token, fileName: basename(path) });
  }
}
