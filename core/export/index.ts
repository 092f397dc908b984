import type { Problem } from '../graph/problem';
import type { Project } from '../graph/schema';
import { cExporter } from './c/exporter';
import type { Exporter } from './exporter';
import type { ExportFile } from './exportFile';
import { jsonExporter } from './jsonExporter';
import { kerasExporter } from './keras/exporter';
import { trainedModel } from './model';
import { moduleName } from './moduleName';
import { onnxExporter } from './onnx/exporter';
import { pytorchExporter } from './pytorch/exporter';
import { typescriptExporter } from './typescript/exporter';

/** Every export format. Adding one is its own file, its test, and one entry here. */
export const exporters: readonly Exporter[] = [
  typescriptExporter,
  jsonExporter,
  onnxExporter,
  pytorchExporter,
  kerasExporter,
  cExporter,
];

export type Exported = { ok: true; files: ExportFile[] } | { ok: false; problem: Problem };

export function findExporter(format: string): Exporter | undefined {
  return exporters.find((exporter) => exporter.format === format);
}

/** Writes a trained project in another format, with an exporter's default choices where none are given. */
export function exportModel(project: Project, format: string, options: unknown = {}): Exported {
  const exporter = findExporter(format);
  if (!exporter) return refuse(`There is no export format "${format}".`);
  const trained = trainedModel(project);
  if (!trained.ok) return trained;
  const chosen = exporter.options.safeParse(options);
  if (!chosen.success) {
    const [issue] = chosen.error.issues;
    return refuse(`The option "${issue?.path.join('.')}" cannot be used (${issue?.message}).`);
  }
  return { ok: true, files: exporter.write(trained.model, chosen.data, moduleName(project.name)) };
}

function refuse(message: string): Exported {
  return { ok: false, problem: { code: 'export.options', message } };
}
