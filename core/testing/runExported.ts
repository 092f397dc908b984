import { runInNewContext } from 'node:vm';
import type { ExportedModule } from './exportedModule';

/** Runs the CommonJS form of an export. */
export function runCommonJs(source: string | Uint8Array): Record<string, unknown> & ExportedModule {
  const module = { exports: {} };
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  runInNewContext(text, { module });
  return module.exports as Record<string, unknown> & ExportedModule;
}
