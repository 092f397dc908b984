// `npm run bench -- --only window`: the built app in a real window, under load: how its frames follow each other, how soon a key is
// answered, and what live pictures cost training. `--part TEXT` measures the parts whose name contains it, `--save` writes
// results/window.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../scripts/setup/build.mjs';
import { withDisplay } from '../scripts/setup/display.mjs';
import { electronEnvironment, prepareElectron } from '../scripts/setup/prepare.mjs';
import { withApp } from './window/app.mjs';
import { parts } from './window/parts.mjs';

const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const runtime = await prepareElectron();
await buildApp();

const milliseconds = (/** @type {number} */ value) => `${Math.round(value)} ms`;
const asText = (/** @type {string[][]} */ [head = [], ...lines]) =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');

/** What is told of one part, as text. @param {import('./window/parts.mjs').Part} measure */
async function measured(measure) {
  const table = [['in the window', 'frames/s', '95 % of gaps', 'longest gap', 'slowest key', 'target']];
  const speeds = [['training', 'live pictures', 'without', 'ratio', 'target']];
  /** @param {string[][]} lines @param {string[]} line */
  const add = (lines, line) => {
    lines.push(line);
    console.log(line.join('  |  '));
  };
  await withApp((app) =>
    measure(app, {
      seen(what, { seconds, frames, usual, longest, answer }, least = 0) {
        const rate = frames / seconds;
        const isMet = longest <= 100 && answer <= 100 && rate >= least;
        const target = least === 0 ? '100 ms' : `${least} frames/s, 100 ms`;
        const figures = [rate.toFixed(0), milliseconds(usual), milliseconds(longest)];
        const key = answer === 0 ? '< 16 ms' : milliseconds(answer);
        add(table, [what, ...figures, key, `${isMet ? 'met' : 'MISSED'}: ${target}`]);
      },
      cost(what, { on, off, ratio }) {
        const figure = (/** @type {number} */ rate) =>
          rate.toLocaleString('en-US', { maximumSignificantDigits: 4 });
        const verdict = `${ratio >= 0.95 ? 'met' : 'MISSED'}: 0.95×`;
        add(speeds, [what, `${figure(on)} samples/s`, figure(off), `${ratio.toFixed(3)}×`, verdict]);
      },
    }),
  );
  return [table, speeds]
    .filter(({ length }) => length > 1)
    .map(asText)
    .join('\n\n');
}

const file = resolve(import.meta.dirname, 'results/window.md');
/** What is known of the parts that are not measured now. @type {Map<string, string>} */
const sections = new Map(
  (existsSync(file) ? readFileSync(file, 'utf8') : '')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n')).trim()]),
);

await withDisplay(async (display) => {
  Object.assign(process.env, display, electronEnvironment(runtime));
  for (const [name, measure] of Object.entries(parts)) {
    if (!name.includes(options.part)) continue;
    const [load = 0] = loadavg();
    sections.set(name, `Load of the machine before: ${load.toFixed(1)}.\n\n${await measured(measure)}`);
  }
});

if (options.save) {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} processors`;
  const intro = `The built app in Electron ${runtime.version} on ${machine}, without a graphics card: the window is drawn by the same processors that train. A gap is the time between two frames of the window; a key was pressed every 60 ms meanwhile, and answered with the first frame that was drawn after it. “Large” is 784-3000-2500-10 with Adam, 9.9 million parameters. Made by \`npm run bench -- --only window --save\`; with \`--part NAME\`, one part is measured anew.`;
  const known = Object.keys(parts).filter((name) => sections.has(name));
  const text = known.map((name) => `## ${name}\n\n${sections.get(name)}`).join('\n\n');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `# The window under load\n\n${intro}\n\n${text}\n`);
}
process.exit();
