import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lacksModule, type ToolResult, type ToolRun } from '../core/export/exporter';
import { findPrograms } from './findPrograms';

const timeLimitSeconds = 60;
const mostOutput = 1 << 26;

/**
 * Runs a program of this machine, without a shell, over files in a folder of its own, which is gone afterwards. Throws with what the
 * program said where it fails.
 */
export function runTool(run: ToolRun, environment: NodeJS.ProcessEnv = process.env): ToolResult {
  const programs = findPrograms(run.programs, environment);
  if (programs.length === 0) return { status: 'missing' };
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-check-'));
  const deadline = Date.now() + timeLimitSeconds * 1000;
  const start = (program: string, given: readonly string[]) =>
    spawnSync(program, given, {
      cwd: folder,
      env: { ...environment, ...run.environment },
      encoding: 'utf8',
      maxBuffer: mostOutput,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: Math.max(1, deadline - Date.now()),
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
  try {
    for (const { name, content } of run.files) writeFileSync(join(folder, name), content);
    for (const program of programs) {
      const ended = start(program, run.arguments);
      if (ended.status === lacksModule) continue;
      const last = run.makes === undefined || ended.status !== 0 ? ended : start(join(folder, run.makes), []);
      return resultOf(last);
    }
    return { status: 'missing' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultOf({ error, status, signal, stdout, stderr }: SpawnSyncReturns<string>): ToolResult {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') {
    return { status: 'tooSlow', seconds: timeLimitSeconds };
  }
  if (error) throw error;
  if (status === 0) return { status: 'done', output: stdout };
  const lines = stderr.trim().split('\n');
  // A compiler names its first error first, Python its only one last.
  const said = lines.find((line) => line.includes('error:')) ?? lines.at(-1);
  throw new Error(said || `it ended with ${signal ?? `code ${status}`}`);
}
