// A peer in a process of its own that answers a line with a line.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
export function lineProcess(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {string} line */
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args.join(' ')} has ended.`);
      return String(value);
    },
    close: () => void child.stdin.end(),
  };
}

/** The first Python that can import the module. @param {string} module */
export function pythonWith(module) {
  for (const command of ['python3', '/usr/bin/python3', 'python']) {
    if (spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0) return command;
  }
  return null;
}
