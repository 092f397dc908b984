import { dirname, relative } from 'node:path';
import { serializeProject } from '../core/graph/project';
import type { Project } from '../core/graph/schema';
import type { Run } from '../core/train/run';
import { writeAtomically } from './files';

/** The project as trained so far: parameters, encoders, metrics, and what exact resume needs. */
export function trainedProject(project: Project, { trainer, prepared }: Run): Project {
  return {
    ...project,
    parameters: trainer.parameters(),
    encoders: prepared.encoders,
    metrics: trainer.metrics(),
    checkpoint: trainer.checkpoint(),
  };
}

/** Writes the project to `path`, its CSV path made relative to there. `data` is absolute. */
export async function writeProject(
  project: Project,
  data: string,
  path: string,
  shown: string,
): Promise<void> {
  const csv = relative(dirname(path), data).replaceAll('\\', '/');
  const dataset = project.dataset && { ...project.dataset, source: { ...project.dataset.source, path: csv } };
  await writeAtomically(path, serializeProject({ ...project, dataset }), shown);
}
