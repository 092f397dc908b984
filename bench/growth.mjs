// How time per sample grows with width, depth and batch: as CSV, and as a plot on logarithmic axes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inTurn, median } from './measure.mjs';
import { neuroloom } from './peers/neuroloom.mjs';

const doubling = (/** @type {number} */ from, /** @type {number} */ to) =>
  Array.from({ length: Math.log2(to / from) + 1 }, (_, i) => from * 2 ** i);

/** @param {Partial<import('./networks.mjs').Network> & { sizes: number[] }} fields @returns {import('./networks.mjs').Network} */
const network = (fields) => ({
  name: fields.sizes.join('-'),
  activation: 'relu',
  output: 'none',
  loss: 'categoricalCrossEntropy',
  optimizer: { kind: 'adam', learningRate: 1e-5 },
  batch: 32,
  peers: {},
  ...fields,
});

/** @type {{ name: string, axis: string, points: { value: number, network: import('./networks.mjs').Network }[] }[]} */
const series = [
  {
    name: 'width',
    axis: 'units of each of two hidden layers, 32 inputs, batch 32',
    points: doubling(16, 2048).map((value) => ({
      value,
      network: network({ sizes: [32, value, value, 10] }),
    })),
  },
  {
    name: 'depth',
    axis: 'hidden layers of 32 units, 32 inputs, batch 32',
    points: doubling(1, 64).map((value) => ({
      value,
      network: network({ sizes: [32, ...Array(value).fill(32), 10] }),
    })),
  },
  {
    name: 'batch',
    axis: 'rows of a batch, 64-64-32-10',
    points: doubling(1, 4096).map((value) => ({
      value,
      network: network({ sizes: [64, 64, 32, 10], batch: value }),
    })),
  },
];

/**
 * @param {typeof import('./core.ts')} engine
 * @param {string} folder
 */
export async function measureGrowth(engine, folder) {
  mkdirSync(folder, { recursive: true });
  const own = neuroloom(engine, 1);
  const lines = ['series,value,nanosecondsPerSample'];
  const measured = [];
  for (const { name, axis, points } of series) {
    const opened = points.map((point) => own.open(point.network));
    const rates = await inTurn(opened, { rounds: 7, milliseconds: 60 });
    const values = points.map(({ value }, index) => ({ value, time: 1e9 / median(rates[index] ?? []) }));
    measured.push({ name, axis, values });
    for (const { value, time } of values) lines.push(`${name},${value},${time.toPrecision(4)}`);
    console.log(
      `${name}: ${values.map(({ value, time }) => `${value} → ${time.toPrecision(3)} ns`).join(', ')}`,
    );
  }
  writeFileSync(resolve(folder, 'growth.csv'), `${lines.join('\n')}\n`);
  writeFileSync(resolve(folder, 'growth.svg'), plot(measured));
}

const size = { width: 340, height: 260, left: 64, bottom: 52, top: 34, right: 14 };

/** @param {{ name: string, axis: string, values: { value: number, time: number }[] }[]} all */
function plot(all) {
  const width = size.width * all.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height}" font-family="sans-serif" font-size="11">
<rect width="${width}" height="${size.height}" fill="#ffffff"/>
${all.map((one, index) => `<g transform="translate(${index * size.width} 0)">\n${panel(one)}\n</g>`).join('\n')}
</svg>
`;
}

/** @param {{ name: string, axis: string, values: { value: number, time: number }[] }} one */
function panel({ name, axis, values }) {
  const times = values.map(({ time }) => time);
  const most = Math.ceil(Math.log10(Math.max(...times)));
  const least = Math.floor(Math.log10(Math.min(...times)));
  const [first, last] = [values[0]?.value ?? 1, values.at(-1)?.value ?? 2];
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const x = (/** @type {number} */ value) =>
    size.left + (inner.width * Math.log2(value / first)) / Math.log2(last / first);
  const y = (/** @type {number} */ time) =>
    size.top + (inner.height * (most - Math.log10(time))) / (most - least);
  const rules = Array.from({ length: most - least + 1 }, (_, i) => 10 ** (least + i)).map(
    (time) =>
      `<path d="M${size.left} ${y(time)}h${inner.width}" stroke="#d8dce3"/><text x="${size.left - 6}" y="${y(time) + 4}" text-anchor="end" fill="#4a5160">${label(time)}</text>`,
  );
  const marks = values.map(
    ({ value }) =>
      `<text x="${x(value)}" y="${size.height - size.bottom + 16}" text-anchor="middle" fill="#4a5160">${value}</text>`,
  );
  const path = values.map(
    ({ value, time }, i) => `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${y(time).toFixed(1)}`,
  );
  const dots = values.map(
    ({ value, time }) =>
      `<circle cx="${x(value).toFixed(1)}" cy="${y(time).toFixed(1)}" r="2.5" fill="#2f6feb"/>`,
  );
  return [
    `<text x="${size.left}" y="18" font-size="13" fill="#1c2230">Time per sample by ${name}</text>`,
    ...rules,
    ...marks.filter((_, i) => values.length < 9 || i % 2 === 0),
    `<path d="${path.join('')}" fill="none" stroke="#2f6feb" stroke-width="1.5"/>`,
    ...dots,
    `<text x="${size.left + inner.width / 2}" y="${size.height - 14}" text-anchor="middle" fill="#4a5160">${axis}</text>`,
  ].join('\n');
}

/** @param {number} nanoseconds */
function label(nanoseconds) {
  if (nanoseconds >= 1e6) return `${nanoseconds / 1e6} ms`;
  return nanoseconds >= 1e3 ? `${nanoseconds / 1e3} µs` : `${nanoseconds} ns`;
}
