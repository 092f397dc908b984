import { readFile } from 'node:fs/promises';
import { attachNumbers, detachNumbers } from '../../core/graph/detachNumbers';
import type { Problem } from '../../core/graph/problem';
import { projectPieces } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import { readProjectBytes } from '../../core/import/projectBytes';
import { writeFileAtomically } from '../files/atomicWrite';
import { fileProblem } from '../files/fileProblem';
import { checkProject, notJson, type ReadProject } from './checkProject';
import { isModelPath, readModel } from './readModel';

/** Work on the file of a large project, which takes seconds; plain data, which passes to a thread. */
export type ProjectJob =
  /** Of a project, or of a model to be made one. */
  | { type: 'read'; path: string }
  /** `project` is as it is to stand in the file, but for its numbers. */
  | { type: 'write'; path: string; project: object; numbers: ArrayBuffer };

export type ProjectJobResult =
  | { type: 'read'; read: ReadProject }
  | { type: 'write'; problem: Problem | null };

export async function runProjectJob(job: ProjectJob): Promise<ProjectJobResult> {
  switch (job.type) {
    case 'read':
      return {
        type: 'read',
        read: await (isModelPath(job.path) ? readModel(job.path) : readLargeProject(job.path)),
      };
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
    json = readProjectBytes(bytes);
  } catch {
    return { ok: false, problem: notJson(path, 'text') };
  }
  const read = checkProject(json, path);
  if (!read.ok) return read;
  const { value, size, bytes: numbers } = detachNumbers(read.json);
  return { ...read, json: value, ...(size > 0 && { numbers: numbers(0, size).buffer }) };
}

async function writeLargeProject({
  path,
  project,
  numbers,
}: ProjectJob & { type: 'write' }): Promise<Problem | null> {
  try {
    await writeFileAtomically(path, projectPieces(attachNumbers(project, numbers) as Project));
    return null;
  } catch (error) {
    return fileProblem(error, 'write', path);
  }
}
