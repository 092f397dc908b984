import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { DatasetSpec } from '../../core/data/schema';
import type { Problem } from '../../core/graph/problem';
import { parseProject } from '../../core/graph/project';
import { importExtensions, importModel } from '../../core/import';
import { absoluteDataPath, dataPathOf, withDataPath } from '../files/dataPath';
import { fileProblem } from '../files/fileProblem';
import type { DataRequest } from '../ipc/engineProcess';
import { inProjectThread } from './projectThread';

export type ReadProject =
  | {
      ok: true;
      json: unknown;
      data: DataRequest | null;
      /** Of a large project, the numbers that `detachNumbers` took out of its JSON. */
      numbers?: ArrayBuffer;
    }
  | { ok: false; problem: Problem };

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
  const imported = importModel(bytes, basename(path));
  return imported.ok ? { ok: true, json: imported.project, data: null } : imported;
}

/** From so many bytes on, a file is read in a thread of its own. */
const muchJson = 1 << 22;

/**
 * Reads a project file and checks that it is one. Its JSON comes back as it stands, but for the path of its data file, made
 * absolute.
 */
export async function readProject(path: string): Promise<ReadProject> {
  let text: string;
  try {
    if ((await stat(path)).size > muchJson) return (await inProjectThread({ type: 'read', path })).read;
    text = await readFile(path, 'utf8');
  } catch (error) {
    return { ok: false, problem: fileProblem(error, 'read', path) };
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problem: notJson(path, text) };
  }
  return checkProject(json, path);
}

/** The same for JSON that has been read already; `path` is what the path of its data file is relative to. */
export function checkProject(json: unknown, path: string): ReadProject {
  const parsed = parseProject(json);
  if (!parsed.ok) {
    return {
      ok: false,
      problem: { ...parsed.problem, message: `"${basename(path)}": ${parsed.problem.message}` },
    };
  }
  const { dataset } = parsed.project;
  const stored = dataPathOf(json);
  if (stored === null) return { ok: true, json, data: dataset && dataRequest(dataset) };
  const absolute = absoluteDataPath(path, stored);
  const data = dataset && dataRequest(withDataPath({ dataset }, absolute).dataset);
  return { ok: true, json: withDataPath(json, absolute), data };
}

/** The data as the project has understood it: with its options, and its columns' types. */
function dataRequest({ source, columns }: DatasetSpec): DataRequest {
  return { source, types: Object.fromEntries(columns.map(({ name, type }) => [name, type])) };
}

export function notJson(path: string, text: string): Problem {
  const what = text.trim() === '' ? 'is empty' : 'is not a Neuroloom project: its text is not JSON';
  return {
    code: 'project.notJson',
    message: `"${basename(path)}" ${what}.`,
    hint: 'Choose a file that was saved by Neuroloom, or an earlier copy of this one.',
  };
}
