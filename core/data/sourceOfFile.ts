import type { FileSource } from './source';

/** Endings of the files that rows can be read from, without the dot; each also with `.gz` behind it. */
export const tableExtensions = [
  'csv',
  'tsv',
  'txt',
  'tab',
  'data',
  'parquet',
  'pq',
  'jsonl',
  'ndjson',
  'gz',
] as const;

/** What a file is by its name; anything that is not known is taken for text with a delimiter. */
export function sourceOfFile(path: string): FileSource {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (/\.(parquet|pq)$/.test(name)) return { kind: 'parquet', path };
  if (/\.(jsonl|ndjson)$/.test(name)) return { kind: 'jsonLines', path };
  return { kind: 'csv', path };
}

/** The same source in another place: options stay where the file is still of the same kind. */
export function movedSource(source: FileSource, path: string): FileSource {
  const found = sourceOfFile(path);
  if (found.kind === source.kind) return { ...source, path };
  return source.fingerprint ? { ...found, fingerprint: source.fingerprint } : found;
}
