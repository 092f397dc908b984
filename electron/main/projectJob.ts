import { readFile } from 'node:fs/promises';
import { areFloat32 } from '../../core/export/decimals';
import { readJsonBytes } from '../../core/export/json';
import { attachNumbers, detachNumbers } from '../../core/graph/detachNumbers';
import type { Problem } from '../../core/graph/problem';
import { projectPieces } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import { isNumberBlock, plainNumbers } from '../../core/train/numbers';
import { writeFileAtomically } from '../files/atomicWrite';
import { fileProblem } from '../files/fileProblem';
import { checkProject, notJson, type ReadProject } from './checkProject';

/** Work on the file of a large project, which takes seconds; plain data, which passes to a thread. */
export type ProjectJob =
  | { type: 'read'; path: string }
  /** `project` is as it is to stand in the file, but for its numbers. */
  | { type: 'write'; path: string; project: object; numbers: ArrayBuffer };

export type ProjectJobResult =
  | { type: 'read'; read: ReadProject }
  | { type: 'write'; problem: Problem | null };

export async function runProjectJob(job: ProjectJob): Promise<ProjectJobResult> {
  switch (job.type) {
    case 'read':
      return { type: 'read', read: await readLargeProject(job.path) };
    case 'write':
      return { type: 'write', problem: await writeLargeProject(job) };
    default:
      throw job satisfies never;
  }
}

/** Its numbers come apart from its JSON, as bytes that can be sent in parts. */
async function readLargeProject(path: string): Promise<ReadProject> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, 'read', path) };
  }
  let json: unknown;
  try {
    json = packedOnlyWhereTrained(readJsonBytes(bytes));
  } catch {
    return { ok: false, problem: notJson(path, 'text') };
  }
  const read = checkProject(json, path);
  if (!read.ok) return read;
  const { value, size, bytes: numbers } = detachNumbers(read.json);
  return { ...read, json: value, ...(size > 0 && { numbers: numbers(0, size).buffer }) };
}

/** What was trained stays packed, as narrow as it can be; lists of numbers elsewhere are arrays, as everybody expects. */
function packedOnlyWhereTrained(json: unknown): unknown {
  const each = (value: unknown, change: (block: Float64Array) => unknown): unknown => {
    if (isNumberBlock(value)) return change(value as Float64Array);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => each(item, change));
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, each(field, change)]));
  };
  const narrow = (block: Float64Array) => (areFloat32(block) ? new Float32Array(block) : block);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, field]) => [
      key,
      each(field, key === 'parameters' || key === 'checkpoint' ? narrow : plainNumbers),
    ]),
  );
}

/** Characters that are collected before they are written. */
const writtenAtOnce = 1 << 20;

async function writeLargeProject({
  path,
  project,
  numbers,
}: ProjectJob & { type: 'write' }): Promise<Problem | null> {
  try {
    await writeFileAtomically(path, joined(projectPieces(attachNumbers(project, numbers) as Project)));
    return null;
  } catch (error) {
    return fileProblem(error, 'write', path);
  }
}

function* joined(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < writtenAtOnce) continue;
    yield text;
    text = '';
  }
  yield text;
}
