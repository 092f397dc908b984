import type { z } from 'zod';
import { findNodeKind, nodeKinds } from '../nodes';
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
  return `${formatJson(project, '')}\n`;
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

const lineWidth = 110;

/** JSON as the files here are laid out: what fits on a line stands on one, arrays of numbers are wrapped. */
export function formatJson(value: unknown, indent = ''): string {
  const isShort = leastLength(value, lineWidth) <= lineWidth;
  const flat = isShort ? (JSON.stringify(value) ?? 'null') : null;
  if (
    flat !== null &&
    (typeof value !== 'object' || value === null || flat.length + indent.length <= lineWidth)
  )
    return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'number')) return wrapNumbers(value, indent);
    return `[\n${value.map((item) => inner + formatJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => `${inner}${JSON.stringify(key)}: ${formatJson(field, inner)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

/**
 * How long the JSON of a value is at least; counting ends above `most`. Keeps megabytes of weights from being written at every level
 * just to find that they do not fit on a line.
 */
function leastLength(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 1;
  let length = 2;
  for (const field of Array.isArray(value) ? value : Object.values(value)) {
    length += leastLength(field, most - length);
    if (length > most) break;
  }
  return length;
}

/** As many numbers on a line as fit, with a comma and a space behind each. */
function wrapNumbers(numbers: number[], indent: string): string {
  const inner = `${indent}  `;
  const text = JSON.stringify(numbers).slice(1, -1).replaceAll(',', ', ');
  const room = lineWidth - inner.length;
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start + room >= text.length ? text.length : text.lastIndexOf(' ', start + room - 1) + 1;
    // A number longer than a line has one to itself.
    if (end <= start) end = text.indexOf(' ', start) + 1 || text.length;
    lines.push(inner + text.slice(start, end).trimEnd());
    start = end;
  }
  return `[\n${lines.join('\n')}\n${indent}]`;
}
