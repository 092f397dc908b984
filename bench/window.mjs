// `npm run bench -- --only window`: the built app in a real window, under load: how its frames follow each other, how soon a key is
// answered, and what live pictures cost training. `--part TEXT` measures the parts whose name contains it, `--save` writes
// results/window.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
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
const [loadBefore = 0] = loadavg();

/** @type {string[][]} */
const table = [
  ['in the window', 'frames/s', '95 % of gaps', 'longest gap', 'slowest key', 'target'],
  ['---', '---', '---', '---', '---', '---'],
];
/** @type {string[][]} */
const speeds = [
  ['training', 'live pictures', 'without', 'ratio', 'target'],
  ['---', '---', '---', '---', '---'],
];
const milliseconds = (/** @type {number} */ value) => `${Math.round(value)} ms`;
/** @param {string[][]} lines @param {string[]} line */
function add(lines, line) {
  lines.push(line);
  console.log(line.join('  |  '));
}

/** @type {import('./window/parts.mjs').Report} */
const report = {
  seen(what, { seconds, frames, usual, longest, answer }, least) {
    const rate = frames / seconds;
    const isMet = longest <= 100 && answer <= 100 && rate >= (least ?? 0);
    const target = least === undefined ? '100 ms' : `${least} frames/s, 100 ms`;
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
};

await withDisplay(async (display) => {
  Object.assign(process.env, display, electronEnvironment(runtime));
  for (const [name, measure] of Object.entries(parts)) {
    if (name.includes(options.part)) await withApp((app) => measure(app, report));
  }
});

const asText = (/** @type {string[][]} */ lines) => lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
console.log(`\n${asText(table)}\n\n${asText(speeds)}`);
if (options.save) {
  const folder = resolve(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} processors`;
  const intro = `The built app in Electron ${runtime.version} on ${machine}, without a graphics card: the window is drawn by the same processors that train. Load of the machine before: ${loadBefore.toFixed(1)}. A gap is the time between two frames of the window; a key was pressed every 60 ms meanwhile, and answered with the first frame that was drawn after it. “Large” is 784-3000-2500-10 with Adam, 9.9 million parameters. Made by \`npm run bench -- --only window --save\`.`;
  writeFileSync(resolve(folder, 'window.md'), `${intro}\n\n${asText(table)}\n\n${asText(speeds)}\n`);
}
process.exit();
