import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { detachNumbers } from '../../core/graph/detachNumbers';
import { importExtensions, importModel } from '../../core/import';
import { fileProblem } from '../files/fileProblem';
import type { ReadProject } from './checkProject';

/** Whether a file is a model of another format, which becomes a new document. */
export function isModelPath(path: string): boolean {
  return importExtensions.includes(extname(path).toLowerCase());
}

/** Reads a model as a project. Its data file is not looked for: models travel without their data. */
export async function readModel(path: string): Promise<ReadProject> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, 'read', path) };
  }
  const name = basename(path);
  const imported = importModel(bytes, name);
  if (!imported.ok) {
    const { message } = imported.problem;
    const named = message.includes(name) ? message : `"${name}": ${message}`;
    return { ok: false, problem: { ...imported.problem, message: named } };
  }
  const { value, size, bytes: numbers } = detachNumbers(imported.project);
  return { ok: true, json: value, data: null, ...(size > 0 && { numbers: numbers(0, size).buffer }) };
}
