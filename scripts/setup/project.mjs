// Where things are, and how the scripts speak: one line for each step.
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Ignored by git; everything in it can be deleted at any time. */
export const cache = resolve(root, '.cache');

/** What a person can do something about. The scripts show its message alone, without a stack trace. */
export class SetupError extends Error {}

/** @type {NodeJS.WriteStream} */
let stream = process.stdout;

/** From now on the lines go to stderr, and stdout belongs to somebody else. */
export function keepStdoutFree() {
  stream = process.stderr;
}

/** @param {string} line */
export function say(line) {
  stream.write(`${line}\n`);
}

/** The stream that a child process's progress belongs on. */
export const saying = () => stream;

/**
 * Runs a script's body; the number it returns is the exit code.
 * @param {() => Promise<number | void>} body
 */
export async function script(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}
