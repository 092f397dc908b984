import { readFile, stat } from 'node:fs/promises';
import { fileProblem } from '../files/fileProblem';
import { checkProject, notJson, type ReadProject } from './checkProject';
import { inProjectThread } from './projectThread';
import { isModelPath, readModel } from './readModel';

/** From so many bytes on, a file is read in a thread of its own. */
const manyBytes = 1 << 22;

/**
 * Reads a project file and checks that it is one, or makes a project of a model of another format. The JSON of a project comes
 * back as it stands, but for the path of its data file, made absolute.
 */
export async function readProject(path: string): Promise<ReadProject> {
  let text: string;
  try {
    if ((await stat(path)).size > manyBytes) return (await inProjectThread({ type: 'read', path })).read;
    if (isModelPath(path)) return await readModel(path);
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
