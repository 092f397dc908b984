import { describe, expect, it } from 'vitest';
import type { DataSummary } from '../../core/protocol';
import type { FromEngine, ToEngine } from '../ipc/engineProcess';
import { OpenData } from './openData';

function openData() {
  const sent: ToEngine[] = [];
  const data = new OpenData((message) => sent.push(message));
  const answer = (outcome: (dataId: string) => FromEngine['outcome']) => {
    const asked = sent.at(-1);
    if (asked?.type !== 'openData' || asked.requestId === null) throw new Error('nothing was asked');
    data.answered({ type: 'dataOpened', requestId: asked.requestId, outcome: outcome(asked.dataId) });
  };
  const done = (dataId: string) => ({ status: 'done', value: { dataId } as DataSummary }) as const;
  const open = async (path: string) => {
    const opening = data.open(path);
    answer(done);
    return opening;
  };
  /** What a new engine is told to open. */
  const reopened = () => {
    sent.length = 0;
    data.reopen();
    return sent.map(
      (message) => message.type === 'openData' && [message.dataId, message.path, message.requestId],
    );
  };
  return { data, sent, answer, open, done, reopened };
}

describe('the data files the engine holds', () => {
  it('are opened again in a new engine, under the same ids', async () => {
    const { open, reopened } = openData();
    await open('/a.csv');
    await open('/b.csv');
    expect(reopened()).toEqual([
      ['data-1', '/a.csv', null],
      ['data-2', '/b.csv', null],
    ]);
  });

  it('leave out one that could not be read', async () => {
    const { data, sent, answer, reopened } = openData();
    const opening = data.open('/gone.csv');
    answer(() => ({ status: 'failed', problem: { code: 'file.enoent', message: 'gone' } }));
    expect(await opening).toMatchObject({ status: 'failed' });
    expect(sent.at(-1)).toEqual({ type: 'closeData', dataId: 'data-1' });
    expect(reopened()).toEqual([]);
  });

  it('answer with the reason when the engine is lost over one, and do not open it again', async () => {
    const { data, reopened } = openData();
    const opening = data.open('/huge.csv');
    data.engineLost('it ran out of memory');
    expect(await opening).toMatchObject({
      problem: { message: 'The file could not be read, because the engine stopped: it ran out of memory.' },
    });
    expect(reopened()).toEqual([]);
  });

  it('are asked for by the next engine when there was none', async () => {
    const { data, reopened, answer, done } = openData();
    const opening = data.open('/a.csv');
    expect(reopened()).toEqual([['data-1', '/a.csv', 1]]);
    answer(done);
    expect(await opening).toMatchObject({ status: 'done', value: { dataId: 'data-1' } });
  });

  it('stay while the document for them may still be on its way', async () => {
    const { data, open, reopened } = openData();
    await open('/first.csv');
    data.documentReplaced();
    await open('/imported-before-its-document.csv');
    data.documentReplaced();
    expect(reopened()).toEqual([['data-2', '/imported-before-its-document.csv', null]]);
    data.documentReplaced();
    expect(reopened()).toEqual([]);
  });
});
