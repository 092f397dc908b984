import { runInNewContext } from 'node:vm';

/** Runs a module that imports nothing in a context of its own, for a few seconds at most, and returns what it exports. */
export function runCommonJs(source: string | Uint8Array): Record<string, unknown> {
  const module = { exports: {} };
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  runInNewContext(text, { module }, { timeout: 20_000 });
  return module.exports;
}
