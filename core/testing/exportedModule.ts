import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What every exported TypeScript file offers; rows are checked by the file's own types. */
export interface ExportedModule {
  predict(row: Record<string, unknown>): unknown;
  predictProbabilities(row: Record<string, unknown>): Record<string, unknown>;
  predictScores(row: Record<string, unknown>): Record<string, unknown>;
  predictBatch(rows: Float32Array): Float32Array;
  rowColumns: readonly string[];
  outputNames: readonly string[];
  selfTest(): number;
}

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noFallthroughCasesInSwitch: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  target: 'ES2020',
  lib: ['ES2020'],
  types: [],
  module: 'ESNext',
  moduleResolution: 'bundler',
};

/**
 * Compiles files by the real compiler, as strictly as it can, and loads what comes out. Throws with the compiler's
 * messages where there are any.
 */
export async function compileAndLoad(
  sources: Record<string, string>,
): Promise<Record<string, ExportedModule>> {
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-export-'));
  try {
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, `${name}.ts`), text);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const compiler = resolve(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
    try {
      execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout || String(error));
    }
    const modules: Record<string, ExportedModule> = {};
    for (const name of Object.keys(sources)) {
      modules[name] = (await import(
        /* @vite-ignore */ pathToFileURL(join(folder, `${name}.js`)).href
      )) as ExportedModule;
    }
    return modules;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
