import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Project } from '../core/graph/schema';
import { readProject } from './files';
import type { Host } from './host';
import { UserError } from './userError';

/** What a checkpoint is called in its folder. */
export const checkpointName = 'checkpoint.nloom';

/** A trained project that says where training stood. */
export interface Resumed {
  project: Project;
  shown: string;
}

/** Reads a checkpoint by its own path or by its folder's. */
export async function readCheckpoint(host: Host, given: string): Promise<Resumed> {
  const isFolder = (await stat(resolve(host.cwd, given)).catch(() => null))?.isDirectory() === true;
  const shown = isFolder ? join(given, checkpointName) : given;
  const { project } = await readProject(host.cwd, shown);
  if (project.checkpoint && project.parameters) return { project, shown };
  throw new UserError(`"${shown}" holds no checkpoint: it says nothing about where training stood.`);
}
