import * as hostPath from 'node:path';

/** `path.posix` or `path.win32` in tests; the host's own otherwise. */
export type PathRules = Pick<typeof hostPath, 'dirname' | 'isAbsolute' | 'relative' | 'resolve' | 'sep'>;

/** The path of a data file as it stands in a project file: relative to it, with slashes; absolute on another drive. */
export function storedDataPath(projectPath: string, dataPath: string, path: PathRules = hostPath): string {
  if (!path.isAbsolute(dataPath)) return dataPath;
  const relative = path.relative(path.dirname(projectPath), dataPath);
  return path.isAbsolute(relative) ? dataPath : relative.split(path.sep).join('/');
}

/** The same path made absolute, for a project that was read from `projectPath`. */
export function absoluteDataPath(projectPath: string, stored: string, path: PathRules = hostPath): string {
  return path.resolve(path.dirname(projectPath), stored);
}

/** Where a project's JSON, not yet checked, names its data file; null where it names none. */
export function dataPathOf(project: unknown): string | null {
  const path = (project as { dataset?: { source?: { path?: unknown } | null } | null } | null)?.dataset
    ?.source?.path;
  return typeof path === 'string' && path !== '' ? path : null;
}

/** A copy of the project's JSON whose data file is the given one. */
export function withDataPath<T>(project: T, path: string): T {
  const { dataset } = project as { dataset: { source: object } };
  return { ...project, dataset: { ...dataset, source: { ...dataset.source, path } } };
}
