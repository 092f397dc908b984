import { describe, expect, test } from 'vitest';
import { readCsv } from '../core/testing/readCsv';
import { storedTable } from '../core/testing/storedTable';
import { projectFrom, trainProject } from '../core/testing/trained';
import { type Block, predictBlocks } from './predictBlocks';

const lines = Array.from({ length: 40 }, (_, row) => {
  const x = Math.sin(row * 3) * 2;
  return row < 13 || row === 30 ? ',' : `${x.toFixed(3)},${x > 0 ? 'up' : 'down'}`;
});
const table = readCsv(`x,way\n${lines.join('\n')}\n`);

const project = trainProject(
  projectFrom({
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'out', kind: 'dense', units: 2 },
        { id: 'prob', kind: 'activation', function: 'softmax' },
        { id: 'y', kind: 'target' },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
      ],
      edges: [
        { from: 'in.out', to: 'out.in' },
        { from: 'out.out', to: 'prob.in' },
        { from: 'prob.out', to: 'loss.prediction' },
        { from: 'y.out', to: 'loss.target' },
      ],
    },
    dataset: {
      source: { kind: 'csv', path: 'ways.csv' },
      columns: [
        { name: 'x', type: 'number', role: 'feature', scaling: 'standard' },
        { name: 'way', type: 'category', role: 'target', categories: ['down', 'up'] },
      ],
    },
  }),
  table,
  5,
);

async function predicted(change: object = {}, rows = table, mostCells?: number): Promise<Block[]> {
  const { dataset, parameters } = project;
  const trained = { ...project, dataset: dataset!, parameters: parameters!, ...change };
  const opened = { table: storedTable(rows), shownSource: dataset!.source };
  const blocks: Block[] = [];
  for await (const block of predictBlocks(trained, opened, mostCells)) blocks.push(block);
  return blocks;
}

/** The answer to every row; null where there is none. */
function answers(blocks: readonly Block[]): (string | null)[] {
  return blocks.flatMap(({ table: { rowCount }, predictions }) =>
    Array.from({ length: rowCount }, (_, row) => {
      const at = predictions?.rows.indexOf(row) ?? -1;
      if (at < 0) return null;
      const [head] = predictions!.heads;
      return `${head!.decoded[at]} ${head!.values.subarray(2 * at, 2 * at + 2).join()}`;
    }),
  );
}

describe('predicting block by block', () => {
  test('says the same of every row as all at once, also where no row of the first blocks can be encoded', async () => {
    const whole = await predicted();
    expect(whole).toHaveLength(1);
    const blocks = await predicted({}, table, 10);
    expect(blocks.map(({ table: { rowCount } }) => rowCount)).toEqual(Array.from({ length: 8 }, () => 5));
    expect(answers(blocks)).toEqual(answers(whole));
    expect(answers(blocks).map((answer) => answer === null)).toEqual(lines.map((line) => line === ','));
    for (const { heads } of blocks) expect(heads[0]!.outputNames).toEqual(['down', 'up']);
  });

  test('takes the whole table where the project does not say how it was encoded', async () => {
    expect(await predicted({ encoders: undefined }, table, 10)).toHaveLength(1);
  });

  test('says why, where no row at all can be encoded', async () => {
    await expect(predicted({}, readCsv('x,way\n,up\n,down\n'), 2)).rejects.toThrow(/No row is left to use/);
    await expect(predicted({}, readCsv('z,way\n1,up\n'), 2)).rejects.toThrow(
      'The project reads the column "x", but the file "ways.csv" has no column of that name. It has "z", "way".',
    );
  });
});
