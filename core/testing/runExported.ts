import { runInNewContext } from 'node:vm';
import type { ExportedModule } from './exportedModule';

/** Runs the CommonJS form of an export. */
export function runCommonJs(source: string): Record<string, unknown> & ExportedModule {
  const module = { exports: {} };
  runInNewContext(source, { module });
  return module.exports as Record<string, unknown> & ExportedModule;
}
