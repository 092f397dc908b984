import { execFileSync } from 'node:child_process';

/** Keras on its plainest backend, where no other is asked for. */
export const pythonEnv = { KERAS_BACKEND: 'numpy', ...process.env };

const known = new Map<string, string | null>();

/** A Python that has these modules, or null. `NEUROLOOM_PYTHON` names one to try first. */
export function pythonWith(...modules: string[]): string | null {
  const statement = `import ${modules.join(', ')}`;
  if (!known.has(statement)) {
    const candidates = [process.env.NEUROLOOM_PYTHON, 'python3', '/usr/bin/python3'];
    const found = candidates.find((python) => {
      try {
        if (!python) return false;
        execFileSync(python, ['-c', statement], { stdio: 'ignore', timeout: 60_000, env: pythonEnv });
        return true;
      } catch {
        return false;
      }
    });
    known.set(statement, found ?? null);
    if (!found) console.info(`Skipped: no Python here has ${modules.join(' and ')}.`);
  }
  return known.get(statement)!;
}
