import { parseProject } from '../../core/graph/project';
import type { Graph } from '../../core/graph/schema';

const files = import.meta.glob<string>('../../resources/samples/**/*.nloom', {
  query: '?raw',
  import: 'default',
});

/** The network of a sample, for its drawing; null where there is none of this name. */
export async function loadSampleGraph(id: string): Promise<Graph | null> {
  const path = Object.keys(files).find((each) => each.endsWith(`/${id}.nloom`));
  if (!path) return null;
  const parsed = parseProject(JSON.parse(await files[path]!()));
  return parsed.ok ? parsed.project.graph : null;
}
