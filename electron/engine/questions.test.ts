import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowQuery } from '../../core/data/query';
import type { EventOf } from '../../core/protocol';
import { DataStore } from './dataStore';
import { Session } from './session';
import { FakePort, fakeHost } from './testing/fakePort';
import { openStore } from './testing/tables';
import { startCommand, writeXorCsv, xorProject, xorRequest } from './testing/xor';

let csv: string;
let store: ReturnType<typeof openStore>;
beforeAll(() => {
  csv = writeXorCsv();
  store = openStore();
});
afterAll(() => {
  rmSync(dirname(csv), { recursive: true });
  store.remove();
});

async function openSession() {
  const data = new DataStore(store.read);
  const port = new FakePort();
  new Session(port, data, fakeHost()).open();
  await data.open('data-1', xorRequest(csv));
  return { port, data };
}

async function query(port: FakePort, asked: Partial<RowQuery>): Promise<EventOf<'page'>['page']> {
  const requestId = port.all('page').length + 1;
  port.send({ type: 'queryRows', requestId, dataId: 'data-1', query: { first: 0, count: 100, ...asked } });
  await port.until(() => port.all('page').length === requestId);
  expect(port.last('page').requestId).toBe(requestId);
  return port.last('page').page;
}

describe('rows', () => {
  it('come sorted, filtered, searched, and of the columns that are asked for', async () => {
    const { port } = await openSession();
    const all = await query(port, {});
    expect([all.total, all.rows.length]).toEqual([60, 60]);
    expect(all.rowNumbers.slice(0, 3)).toEqual([0, 1, 2]);

    const sorted = await query(port, { sort: { column: 'a', descending: true }, columns: [0], count: 60 });
    const numbers = sorted.rows
      .flat()
      .filter((cell) => cell !== '')
      .map(Number);
    expect(numbers).toHaveLength(59);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));

    const positive = await query(port, {
      filters: [
        { is: 'between', column: 'a', from: 0, to: null },
        { is: 'oneOf', column: 'label', values: ['yes'] },
      ],
    });
    expect(positive.total).toBe(
      all.rows.filter(([a, , label]) => a !== '' && Number(a) >= 0 && label === 'yes').length,
    );
    const missing = await query(port, { filters: [{ is: 'missing', column: 'a' }] });
    expect(missing.rowNumbers).toEqual([7]);
    const found = await query(port, { search: all.rows[11]![1]! });
    expect(found.rowNumbers).toContain(11);
  });

  it('are refused where the data is not open', async () => {
    const { port } = await openSession();
    port.send({ type: 'queryRows', requestId: 1, dataId: 'data-9', query: { first: 0, count: 1 } });
    await port.until(() => port.all('failed').length === 1);
    expect(port.last('failed')).toMatchObject({ requestId: 1, problem: { code: 'data.notOpen' } });
  });
});

describe('a preview', () => {
  const { graph, dataset } = xorProject();
  const asked = { dataId: 'data-1', graph, dataset, seed: 1 };

  it('says what a column would become', async () => {
    const { port } = await openSession();
    port.send({ type: 'previewColumn', requestId: 1, ...asked, column: 'a' });
    await port.until(() => port.all('columnPreview').length === 1);
    const { preview } = port.last('columnPreview');
    expect(preview).toMatchObject({ column: 'a', missing: 1, unreadable: 0, dropped: 1 });
    expect(preview.fitted).toMatchObject({ type: 'number', scaling: 'standard' });
    expect(preview.before.counts.reduce((sum, count) => sum + count, 0)).toBe(59);
  });

  it('says how the rows are dealt out', async () => {
    const { port } = await openSession();
    port.send({ type: 'previewSplit', requestId: 1, ...asked });
    await port.until(() => port.all('splitPreview').length === 1);
    const { rows, classes } = port.last('splitPreview').preview;
    expect(rows.train + rows.validation + rows.test).toBe(59);
    expect(rows.dropped).toBe(1);
    expect(classes.map(({ label }) => label)).toEqual(['no', 'yes']);
  });

  it('says what becomes of each row, and keeps those of one use', async () => {
    const { port } = await openSession();
    port.send({ type: 'previewSplit', requestId: 1, ...asked });
    // The same question asked twice is one deal.
    port.send({ type: 'previewSplit', requestId: 2, ...asked });
    await port.until(() => port.all('splitPreview').length === 2);
    const [{ preview, dealtId: id }, second] = port.all('splitPreview') as [
      EventOf<'splitPreview'>,
      EventOf<'splitPreview'>,
    ];
    expect(second.dealtId).toBe(id);
    const all = await query(port, { dealt: { id }, columns: [] });
    const uses = all.standing!.map(({ use }) => use);
    expect(uses.filter((use) => use === 'train')).toHaveLength(preview.rows.train);
    expect(all.standing!.find(({ use }) => use === 'dropped')).toEqual({
      use: 'dropped',
      reason: '"a" is missing',
    });
    const held = await query(port, { dealt: { id, uses: ['validation', 'test'] }, columns: [0] });
    expect(held.total).toBe(preview.rows.validation + preview.rows.test);
    expect(held.rowNumbers).toEqual(
      all.rowNumbers.filter((row) => uses[row] === 'validation' || uses[row] === 'test'),
    );
    port.send({
      type: 'queryRows',
      requestId: 9,
      dataId: 'data-1',
      query: { first: 0, count: 1, dealt: { id: 'x' } },
    });
    await port.until(() => port.all('failed').length === 1);
    expect(port.last('failed')).toMatchObject({ requestId: 9, problem: { code: 'data.forgotten' } });
  });

  it('keeps what is asked for again and again', async () => {
    const { port } = await openSession();
    const seeds = [1, 2, 1, 3, 1, 4, 1, 5, 1];
    for (const [requestId, seed] of seeds.entries()) {
      port.send({ type: 'previewSplit', requestId, ...asked, seed });
      await port.until(() => port.all('splitPreview').length === requestId + 1);
    }
    const ids = port.all('splitPreview').map((event) => (event as EventOf<'splitPreview'>).dealtId);
    expect(new Set(ids).size).toBe(5);
    const page = await query(port, { dealt: { id: ids.at(-1)! }, columns: [] });
    expect(page.standing).toHaveLength(page.rows.length);
  });

  it('is refused for a column that is not there', async () => {
    const { port } = await openSession();
    port.send({ type: 'previewColumn', requestId: 5, ...asked, column: 'z' });
    await port.until(() => port.all('failed').length === 1);
    expect(port.last('failed')).toMatchObject({ requestId: 5, problem: { code: 'data.column' } });
  });
});

it('training goes on while a file is read, and stops when it is told to', async () => {
  const { port, data } = await openSession();
  port.send(startCommand({ untilEpoch: 1_000_000 }));
  await port.until(() => port.all('progress').length > 3);
  const path = join(dirname(csv), 'large.csv');
  const lines = Array.from({ length: 100_000 }, (_, row) => `${row},${row / 8},text ${row % 5}`);
  writeFileSync(path, `x,y,z\n${lines.join('\n')}\n`);
  const before = port.last('progress').step;
  let during = 0;
  const opening = data.open('data-2', { source: { kind: 'csv', path } }, () => {
    during = Math.max(during, port.last('progress').step);
  });
  // A question about it waits, and holds nothing up.
  port.send({ type: 'queryRows', requestId: 1, dataId: 'data-2', query: { first: 0, count: 1 } });
  expect(await opening).toMatchObject({ status: 'done', value: { rowCount: 100_000 } });
  expect(during).toBeGreaterThan(before);
  await port.until(() => port.all('page').length === 1);
  expect(port.last('page').page.rows).toEqual([['0', '0', 'text 0']]);
  port.send({ type: 'stop', runId: 'run-1' });
  await port.untilState('stopped');
});

it('a column that the file does not have is named, with those it has', async () => {
  const { port } = await openSession();
  const command = startCommand();
  const [first] = command.dataset.columns;
  first!.name = 'width';
  port.send(command);
  await port.until(() => port.all('state').length === 1);
  expect(port.last('state')).toMatchObject({
    state: 'failed',
    problem: {
      message: 'The project reads the column "width", but the file "xor.csv" has no column of that name.',
      hint: 'It has "a", "b", "label".',
    },
  });
});
