import { internalError } from '../graph/problem';
import { type CheckInput, defineExporter } from './exporter';
import { modelProject, parseModel, readJsonBytes, writeJson } from './json';
import { trainedModel } from './model';
import { noOptions } from './options';
import { engineOutputs } from './sampleRows';

export const jsonExporter = defineExporter({
  format: 'json',
  label: 'JSON',
  extension: '.json',
  summary: 'Network, weights, encoding and labels as documented JSON, for any language.',
  options: noOptions,
  write: (model, _options, name) => [{ name: `${name}.json`, content: writeJson(model) }],
  check: { method: 'Read back and run', tolerance: 0, run },
});

function run({ files, rows }: CheckInput): number[][] {
  const { content } = files[0]!;
  const parsed = parseModel(typeof content === 'string' ? JSON.parse(content) : readJsonBytes(content));
  if (!parsed.ok) throw internalError(parsed.problem.message);
  const { parameters, ...rest } = parsed.model;
  const trained = trainedModel(modelProject({ ...rest, parameters: {} }), parameters);
  if (!trained.ok) throw internalError(trained.problem.message);
  return engineOutputs(trained.model, rows);
}
