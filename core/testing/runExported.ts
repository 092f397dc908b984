import { runInNewContext } from 'node:vm';
import type { VerifyHost } from '../export/exporter';
import type { ExportedModule } from './exportedModule';

/** Runs exports in this process, on a machine without any other program. */
export const bareHost: VerifyHost = { runCommonJs, runTool: () => ({ status: 'missing' }) };

/** Runs the CommonJS form of an export. */
export function runCommonJs(source: string | Uint8Array): Record<string, unknown> & ExportedModule {
  const module = { exports: {} };
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  runInNewContext(text, { module });
  return module.exports as Record<string, unknown> & ExportedModule;
}
