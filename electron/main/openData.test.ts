import { describe, expect, it } from 'vitest';
import type { DataSummary } from '../../core/protocol';
import type { MainEvents, Outcome } from '../ipc/contract';
import type { DataRequest, ToEngine } from '../ipc/engineProcess';
import { OpenData } from './openData';

const csv = (path: string): DataRequest => ({ source: { kind: 'csv', path } });

function openData() {
  const sent: ToEngine[] = [];
  const told: MainEvents['data:progress'][] = [];
  const data = new OpenData({
    send: (message) => sent.push(message),
    onProgress: (progress) => told.push(progress),
  });
  const asked = () => {
    const last = sent.at(-1);
    if (last?.type !== 'openData' || last.requestId === null) throw new Error('nothing was asked');
    return { ...last, requestId: last.requestId };
  };
  const answer = (outcome: (dataId: string) => Outcome<DataSummary>) => {
    const { requestId, dataId } = asked();
    data.received({ type: 'dataOpened', requestId, outcome: outcome(dataId) });
  };
  const done = (dataId: string) => ({ status: 'done', value: { dataId } as DataSummary }) as const;
  const missing = () => ({ status: 'failed', problem: { code: 'file.enoent', message: 'gone' } }) as const;
  const open = async (request: DataRequest | string, outcome: Parameters<typeof answer>[0] = done) => {
    const opening = data.open(typeof request === 'string' ? csv(request) : request);
    answer(outcome);
    return opening;
  };
  /** What a new engine is told to open. */
  const openedAgain = () => {
    sent.length = 0;
    data.openAgain();
    return sent.map((message) => {
      if (message.type !== 'openData') throw new Error(message.type);
      const { source } = message.request;
      return [message.dataId, source.kind === 'generator' ? '' : source.path, message.requestId];
    });
  };
  return { data, sent, told, asked, answer, open, done, missing, openedAgain };
}

const progress = { stage: 'reading', bytesDone: 1, bytes: 9, rows: 2, megabytesPerSecond: 5 } as const;

describe('the data the engine holds', () => {
  it('is opened again in a new engine, under the same ids', async () => {
    const { open, openedAgain } = openData();
    await open('/a.csv');
    await open('/b.csv');
    expect(openedAgain()).toEqual([
      ['data-1', '/a.csv', null],
      ['data-2', '/b.csv', null],
    ]);
  });

  it('leaves out what could not be read', async () => {
    const { sent, open, missing, openedAgain } = openData();
    expect(await open('/gone.csv', missing)).toMatchObject({ status: 'failed' });
    expect(sent.at(-1)).toEqual({ type: 'closeData', dataId: 'data-1' });
    expect(openedAgain()).toEqual([]);
  });

  it('answers with the reason when the engine is lost over it, and is not opened again', async () => {
    const { data, openedAgain } = openData();
    const opening = data.open(csv('/huge.csv'));
    data.engineLost('it ran out of memory');
    expect(await opening).toMatchObject({
      problem: { message: 'The file could not be read, because the engine stopped: it ran out of memory.' },
    });
    expect(openedAgain()).toEqual([]);
  });

  it('is asked for by the next engine when there was none', async () => {
    const { data, openedAgain, answer, done } = openData();
    const opening = data.open(csv('/a.csv'));
    expect(openedAgain()).toEqual([['data-1', '/a.csv', 1]]);
    answer(done);
    expect(await opening).toMatchObject({ status: 'done', value: { dataId: 'data-1' } });
  });

  it('is closed when another file takes the place of the document', async () => {
    const { data, sent, open, openedAgain } = openData();
    await open('/first.csv');
    data.documentReplaced('file');
    expect(sent.at(-1)).toEqual({ type: 'closeData', dataId: 'data-1' });
    await open('/second.csv');
    expect(openedAgain()).toEqual([['data-2', '/second.csv', null]]);
  });

  it('stays while an empty document for it may still be on its way', async () => {
    const { data, open, openedAgain } = openData();
    await open('/first.csv');
    data.documentReplaced('file');
    await open('/imported-before-its-document.csv');
    data.documentReplaced('empty');
    expect(openedAgain()).toEqual([['data-2', '/imported-before-its-document.csv', null]]);
    data.documentReplaced('empty');
    expect(openedAgain()).toEqual([]);
  });
});

describe('an import under way', () => {
  it('tells how far it is, by the name of its file, until it is over', async () => {
    const { data, told, asked, answer, done } = openData();
    const opening = data.open(csv('/tables/big.csv'));
    const { requestId } = asked();
    data.received({ type: 'dataProgress', requestId, progress });
    answer(done);
    await opening;
    data.received({ type: 'dataProgress', requestId, progress });
    expect(told).toEqual([{ fileName: 'big.csv', progress }]);
  });

  it('ends at once when it is cancelled, whatever the engine says later', async () => {
    const { data, sent, told, asked, done, openedAgain } = openData();
    const opening = data.open(csv('/big.csv'));
    const { requestId, dataId } = asked();
    data.cancel();
    expect(await opening).toEqual({ status: 'cancelled' });
    expect(sent.at(-1)).toEqual({ type: 'closeData', dataId });
    data.received({ type: 'dataProgress', requestId, progress });
    data.received({ type: 'dataOpened', requestId, outcome: done(dataId) });
    expect(told).toEqual([]);
    expect(sent.filter(({ type }) => type === 'closeData')).toHaveLength(1);
    expect(openedAgain()).toEqual([]);
  });
});

describe('reading a file in another way', () => {
  it('goes by the path that is known, not by the one that was asked for', async () => {
    const { data, open, asked, answer, done } = openData();
    await open('/a.csv');
    const reading = data.reopen({
      dataId: 'data-1',
      source: { kind: 'csv', path: '/etc/passwd', delimiter: ';' },
      types: { zip: 'text' },
    });
    expect(asked().request).toEqual({
      source: { kind: 'csv', path: '/a.csv', delimiter: ';' },
      types: { zip: 'text' },
    });
    answer(done);
    expect(await reading).toMatchObject({ value: { dataId: 'data-2' } });
    expect(
      await data.reopen({ dataId: 'data-9', source: { kind: 'csv', path: '/a.csv' }, types: {} }),
    ).toMatchObject({ status: 'failed', problem: { code: 'data.notOpen' } });
  });

  it('never turns rows that were made up into a file', async () => {
    const { data, open, asked, answer, done } = openData();
    const xor = { kind: 'generator', generator: 'xor', rows: 500, noise: 0, seed: 1 } as const;
    await open({ source: xor });
    const reading = data.reopen({ dataId: 'data-1', source: { ...xor, noise: 0.5 }, types: {} });
    expect(asked().request.source).toEqual({ ...xor, noise: 0.5 });
    answer(done);
    await reading;
    await expect(
      data.reopen({ dataId: 'data-1', source: { kind: 'csv', path: '/etc/passwd' }, types: {} }),
    ).resolves.toMatchObject({ status: 'failed' });
  });

  it('keeps options, types and fingerprint of a file that has been moved', async () => {
    const { data, open, missing } = openData();
    const fingerprint = { bytes: 1, rows: 1, sha256: '', columns: [] };
    const source = { kind: 'csv', path: '/old.csv', delimiter: '|', fingerprint } as const;
    await open({ source, types: { a: 'category' } }, missing);
    expect(data.moved('/old.csv', '/new/place.csv')).toEqual({
      source: { ...source, path: '/new/place.csv' },
      types: { a: 'category' },
    });
    expect(data.moved('/old.csv', '/new.parquet')).toEqual({
      source: { kind: 'parquet', path: '/new.parquet', fingerprint },
      types: { a: 'category' },
    });
    expect(data.moved('/never-seen.csv', '/b.jsonl')).toEqual({
      source: { kind: 'jsonLines', path: '/b.jsonl' },
    });
  });
});
