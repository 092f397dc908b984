import type { Table } from '../data/table';
import { parseProject } from '../graph/project';
import type { Project } from '../graph/schema';
import { openRun } from '../train/run';

/** A project from what a file would hold, defaults filled in. */
export function projectFrom(json: Record<string, unknown>): Project {
  const parsed = parseProject({ format: 'neuroloom-project', version: 1, ...json });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.project;
}

/** The project after some epochs over the table, with parameters, encoders and metrics in it. */
export function trainProject(project: Project, table: Table, epochs: number): Project {
  const { graph, training } = project;
  const opened = openRun({ graph, dataset: project.dataset!, training, table });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { trainer, prepared } = opened.run;
  while (trainer.epoch < epochs) {
    const { problem } = trainer.advance(trainer.stepsPerEpoch);
    if (problem) throw new Error(problem.message);
  }
  return {
    ...project,
    parameters: trainer.parameters(),
    encoders: prepared.encoders,
    metrics: trainer.metrics(),
  };
}
