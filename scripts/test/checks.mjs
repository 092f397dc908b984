// The four checks that need no window: each a tool, silent unless it finds something.
import { say } from '../setup/project.mjs';
import { runTool } from '../setup/run.mjs';

/** @type {{ name: string, does: string, tool: string, args: string[] }[]} */
const checks = [
  {
    name: 'Types',
    does: 'tsc, one configuration per runtime; core sees no DOM and no Node',
    tool: 'typescript/bin/tsc',
    args: ['--build'],
  },
  {
    name: 'Lint',
    does: 'Biome, rules and format',
    tool: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=50', '.'],
  },
  { name: 'Boundaries', does: 'which room imports what', tool: '../scripts/boundaries.mjs', args: [] },
  {
    name: 'Unused',
    does: 'knip, code and dependencies that nothing uses',
    tool: 'knip/bin/knip.js',
    args: [],
  },
];

/** @returns {Promise<string[]>} names of the checks that failed */
export async function runChecks() {
  const failed = [];
  for (const { name, does, tool, args } of checks) {
    say(`${name}: ${does}`);
    const { code, output } = await runTool(tool, args, { output: 'collected' });
    if (code === 0) continue;
    say(output.trim());
    failed.push(name);
  }
  return failed;
}
