import type { FittedColumn } from '../data/schema';
import { utf8Text } from '../export/bytes';
import { modelProject, parseModel, readJsonBytes } from '../export/json';
import { trainedModel } from '../export/model';
import { modelFormat } from '../export/modelSchema';
import type { Problem } from '../graph/problem';
import { parseProject } from '../graph/project';
import { type Project, projectFormat, projectVersion } from '../graph/schema';
import { isBrainJson, readBrain } from './brain';
import type { GraphDraft } from './graphDraft';
import { readOnnx } from './onnx/model';
import { onnxGraph } from './onnx/toGraph';
import { clip, Unreadable } from './unreadable';

export type ImportResult = { ok: true; project: Project } | { ok: false; problem: Problem };

/** Endings of the files that can be read, with their dots. */
export const importExtensions = ['.json', '.onnx'];

/**
 * Reads a model that another program, or this one's export, has written, as a project with its parameters: `neuroloom-model` JSON,
 * brain.js JSON, or ONNX of operators that have a counterpart. `fileName` is for the project's name. Nothing is guessed: what cannot
 * be read is refused in one sentence.
 */
export function importModel(bytes: Uint8Array, fileName: string): ImportResult {
  try {
    const project = isText(bytes) ? readJson(bytes, fileName) : readOnnxProject(bytes, fileName);
    const parsed = parseProject(project);
    if (!parsed.ok || !parsed.project.parameters) return parsed;
    // The network must stand, and its numbers must fit it.
    const trained = trainedModel(parsed.project);
    return trained.ok ? { ok: true, project: parsed.project } : trained;
  } catch (error) {
    if (error instanceof Unreadable) return refuse(error.message);
    if (error instanceof RangeError) return refuse('The file is damaged: it holds sizes that cannot be.');
    throw error;
  }
}

function refuse(message: string): ImportResult {
  const hint = 'Files that can be read: Neuroloom models (JSON), brain.js networks (JSON), and ONNX.';
  return { ok: false, problem: { code: 'import.unreadable', message, hint } };
}

function isText(bytes: Uint8Array): boolean {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = bytes.subarray(mark).find((byte) => byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13);
  return first === 0x7b || first === 0x5b;
}

function readJson(bytes: Uint8Array, fileName: string): object {
  const read = (parse: () => unknown) => {
    try {
      return parse();
    } catch {
      throw new Unreadable(`"${clip(fileName)}" is no valid JSON: it may end in the middle.`);
    }
  };
  const packed = read(() => readJsonBytes(bytes));
  const { format } = (packed ?? {}) as Record<string, unknown>;
  if (format === modelFormat) {
    const parsed = parseModel(packed);
    if (!parsed.ok) throw new Unreadable(parsed.problem.message);
    return modelProject(parsed.model);
  }
  const json = read(() => JSON.parse(utf8Text(bytes).replace(/^\uFEFF/, '')));
  if (format === projectFormat) return json as object;
  if (typeof json === 'object' && json !== null && isBrainJson(json as Record<string, unknown>)) {
    const { draft, inputs, outputs } = readBrain(json);
    return projectOf(draft, inputs, outputs, fileName);
  }
  throw new Unreadable(`"${clip(fileName)}" is JSON, but neither a Neuroloom model nor a brain.js network.`);
}

function readOnnxProject(bytes: Uint8Array, fileName: string): object {
  if (bytes.length === 0) throw new Unreadable(`"${clip(fileName)}" is empty.`);
  const { draft, metadata, inputs, outputs } = onnxGraph(readOnnx(bytes));
  if (!metadata) return projectOf(draft, inputs, outputs, fileName);
  return {
    ...shared(draft, metadata.name),
    dataset: { source: { kind: 'csv', path: metadata.source }, columns: metadata.columns },
    training: metadata.training,
    encoders: metadata.encoders,
    ...(metadata.metrics && { metrics: metadata.metrics }),
  };
}

/** A project over columns of numbers that nothing is known of. */
function projectOf(
  draft: GraphDraft,
  inputs: readonly string[],
  outputs: readonly string[],
  fileName: string,
): object {
  const number = (name: string, role: string) => ({ name, role, type: 'number', scaling: 'none' });
  const encoder = (name: string): FittedColumn => ({
    name,
    type: 'number',
    scaling: 'none',
    offset: 0,
    scale: 1,
  });
  const name = fileName.replace(/\.[^.]*$/, '') || 'Imported';
  const columns = [
    ...inputs.map((each) => number(each, 'feature')),
    ...outputs.map((each) => number(each, 'target')),
  ];
  return {
    ...shared(draft, name),
    dataset: { source: { kind: 'csv', path: `${name}.csv` }, columns },
    encoders: [...inputs, ...outputs].map(encoder),
  };
}

function shared(draft: GraphDraft, name: string) {
  const { parameters } = draft;
  return { format: projectFormat, version: projectVersion, name, graph: draft.finish(), parameters };
}
