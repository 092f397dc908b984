import { basename } from 'node:path';
import type { DatasetSpec } from '../../core/data/schema';
import type { Problem } from '../../core/graph/problem';
import { parseProject } from '../../core/graph/project';
import { absoluteDataPath, dataPathOf, withDataPath } from '../files/dataPath';
import type { DataRequest } from '../ipc/engineProcess';

export type ReadProject =
  | {
      ok: true;
      json: unknown;
      data: DataRequest | null;
      /** Of a large project, the numbers that `detachNumbers` took out of its JSON. */
      numbers?: ArrayBuffer;
    }
  | { ok: false; problem: Problem };

/** Checks that JSON is a project; `path` is what the path of its data file is relative to. */
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
