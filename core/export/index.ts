import type { Problem } from '../graph/problem';
import type { Project } from '../graph/schema';
import { writeJson } from './json';
import { type TrainedModel, trainedModel } from './model';
import { moduleName } from './moduleName';
import { writeTypescript } from './typescript';

export interface Exporter {
  format: string;
  /** What a person picks in a list. */
  label: string;
  /** With its dot. */
  extension: string;
  /** One sentence on what the file is good for. */
  summary: string;
  write(model: TrainedModel): string;
}

/** Every export format. Adding one is its own file, its test, and one entry here. */
export const exporters = [
  {
    format: 'json',
    label: 'JSON',
    extension: '.json',
    summary: 'Network, weights, encoding and labels as documented JSON, for any language.',
    write: writeJson,
  },
  {
    format: 'typescript',
    label: 'TypeScript',
    extension: '.ts',
    summary: 'One file without dependencies that predicts from typed rows.',
    write: writeTypescript,
  },
] as const satisfies readonly Exporter[];

export type ExportFormat = (typeof exporters)[number]['format'];

/** Writes a trained project in another format. `fileName` is what to call the file, from the project's name. */
export function exportModel(
  project: Project,
  format: ExportFormat,
): { ok: true; text: string; fileName: string } | { ok: false; problem: Problem } {
  const trained = trainedModel(project);
  if (!trained.ok) return trained;
  const exporter = exporters.find((each) => each.format === format)!;
  const fileName = moduleName(project.name) + exporter.extension;
  return { ok: true, text: exporter.write(trained.model), fileName };
}
