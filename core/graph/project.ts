import type { z } from 'zod';
import { findNodeKind, nodeKinds } from '../nodes';
import { formatJson, jsonPieces } from './formatJson';
import type { Problem } from './problem';
import { type Project, projectFormat, projectSchema, projectVersion } from './schema';

/** An empty document. */
export function newProject(name = 'Untitled'): Project {
  return projectSchema.parse({
    format: projectFormat,
    version: projectVersion,
    name,
    graph: { nodes: [], edges: [] },
  }) as Project;
}

/** The text of the project file: short arrays on one line, so that weights stay readable and diffs small. */
export function serializeProject(project: Project): string {
  return `${formatJson(project)}\n`;
}

const pieceLength = 1 << 20;

/** The same in pieces, as the text of a very large project is longer than a string can be. */
export function* projectPieces(project: Project): Generator<string> {
  let text = '';
  for (const piece of jsonPieces(project)) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}\n`;
}

/**
 * Reads a project from parsed JSON. Defaults are filled in; what cannot be read gives one sentence that names the place.
 * Fields this version does not know are kept.
 */
export function parseProject(
  json: unknown,
): { ok: true; project: Project } | { ok: false; problem: Problem } {
  const refusal = refuse(json);
  if (refusal) return { ok: false, problem: refusal };
  const parsed = projectSchema.safeParse(json);
  if (!parsed.success) return { ok: false, problem: describeIssue(parsed.error.issues[0]!, json) };
  const project = parsed.data as Project;
  const structure = checkStructure(project);
  return structure ? { ok: false, problem: structure } : { ok: true, project };
}

function refuse(json: unknown): Problem | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return {
      code: 'project.notObject',
      message: 'This is not a Neuroloom project: the file holds no JSON object.',
    };
  }
  const { format, version, graph } = json as Record<string, unknown>;
  if (format !== projectFormat) {
    const said = typeof format === 'string' ? `"format" says "${clip(format)}"` : '"format" is missing';
    return {
      code: 'project.format',
      message: `This is not a Neuroloom project: ${said}, expected "${projectFormat}".`,
    };
  }
  if (typeof version === 'number' && version > projectVersion) {
    return {
      code: 'project.version',
      message: `This project was saved by a newer Neuroloom (file version ${version}, this one reads up to ${projectVersion}).`,
      hint: 'Open it with a newer Neuroloom.',
    };
  }
  const nodes = (graph as { nodes?: unknown } | undefined)?.nodes;
  for (const node of Array.isArray(nodes) ? nodes : []) {
    const kind = (node as { kind?: unknown } | null)?.kind;
    if (typeof kind === 'string' && !findNodeKind(kind)) {
      const known = nodeKinds.map((each) => each.kind).join(', ');
      return {
        code: 'project.kind',
        message: `Node "${clip(String((node as { id?: unknown }).id))}" is of the kind "${clip(kind)}", which this Neuroloom does not know (it knows ${known}).`,
      };
    }
  }
  return null;
}

/** Rules over the whole graph that a schema of single fields cannot say. */
function checkStructure(project: Project): Problem | null {
  const ids = new Set<string>();
  for (const node of project.graph.nodes) {
    if (ids.has(node.id)) {
      return {
        code: 'project.duplicateId',
        message: `Two nodes have the id "${clip(node.id)}"; every node needs its own.`,
      };
    }
    ids.add(node.id);
  }
  return null;
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown): Problem {
  const place = issue.path.map(String).join('.');
  const value = issue.path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    json,
  );
  const found = value === undefined ? 'nothing' : clip(JSON.stringify(value) ?? String(value));
  return {
    code: 'project.field',
    message: `The project cannot be read: "${place}" holds ${found} (${issue.message}).`,
    hint: 'Correct the field in the file, or open an earlier copy.',
  };
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
