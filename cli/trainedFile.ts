import { dirname, relative } from 'node:path';
import type { DataSource } from '../core/data/source';
import { projectPieces } from '../core/graph/project';
import type { Project } from '../core/graph/schema';
import type { Run } from '../core/train/run';
import { writePieces } from './files';

/** The project as trained so far: parameters, encoders, metrics, and what exact resume needs. */
export function trainedProject(project: Project, { trainer, prepared }: Run): Project {
  const { parameters, checkpoint } = trainer.packed();
  // What led to values trained before is not the way to these.
  const { history: _history, ...untrained } = project;
  return { ...untrained, parameters, encoders: prepared.encoders, metrics: trainer.metrics(), checkpoint };
}

/** Writes the project to `path`, with where its rows came from: a path is made relative to there. */
export async function writeProject(
  project: Project,
  source: DataSource,
  path: string,
  shown: string,
): Promise<void> {
  const stored = source.kind === 'generator' ? source : { ...source, path: relativePath(path, source.path) };
  const dataset = project.dataset && { ...project.dataset, source: stored };
  await writePieces(path, shown, async (write) => {
    for (const piece of projectPieces({ ...project, dataset })) await write(piece);
  });
}

function relativePath(from: string, to: string): string {
  return relative(dirname(from), to).replaceAll('\\', '/');
}
