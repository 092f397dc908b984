import type { DataSource } from '../../core/data/source';

/** Equal for two sources that give the same rows: what the file was when it was read last does not count. */
export function sourceKey(source: DataSource): string {
  const { fingerprint: _fingerprint, ...rest } = source as DataSource & { fingerprint?: unknown };
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
