import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../core/data/csv';
import { summariseColumns } from '../../core/data/summarise';
import type { DataSummary } from '../../core/protocol';
import type { NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import { DocumentStore } from '../document/documentStore';
import { EngineClient } from '../engine/engineClient';
import { FakeEngine } from '../engine/testing/fakeEngine';
import { DataStore } from './dataStore';
import { suggestNetwork } from './suggestNetwork';

function summaryOf(text: string, path: string): DataSummary {
  const parsed = parseCsv(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { table, delimiter, ragged, raggedCount } = parsed;
  const columns = summariseColumns(table);
  const shared = { dataId: path, fileName: path.split('/').at(-1)!, bytes: text.length, preview: [] };
  return { ...shared, path, rowCount: table.rowCount, delimiter, columns, ragged, raggedCount };
}

const flowers = summaryOf('length,species\n1,a\n2,b\n3,a\n', '/data/flowers.csv');
const houses = summaryOf('rooms,price\n1,0.5\n2,0.75\n3,1\n', '/data/houses.csv');

/** A main process whose answers are given beforehand; null: the dialog was cancelled. */
function setUp(...answers: (DataSummary | Outcome<DataSummary> | Error)[]) {
  const asked: string[] = [];
  const answer = async (question: string) => {
    asked.push(question);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    if (!next) return { status: 'cancelled' } as const;
    return 'status' in next ? next : ({ status: 'done', value: next } as const);
  };
  const bridge = {
    request: (channel: string) => answer(channel),
    openDropped: (file: File) => answer(`drop ${file.name}`),
  } as unknown as NeuroloomBridge;
  const document = new DocumentStore();
  const data = new DataStore(bridge, new EngineClient(new FakeEngine().source), document);
  return { asked, document, data };
}

const failed: Outcome<DataSummary> = {
  status: 'failed',
  problem: { code: 'csv.empty', message: 'The file is empty.' },
};

describe('importing', () => {
  it('opens the dialog with a guess, and makes it the data as one step with the network', async () => {
    const { document, data } = setUp(flowers);
    await data.import();
    const { summary, choices } = data.pending!;
    expect(summary).toBe(flowers);
    expect(document.dataset).toBeNull();

    data.apply(choices, suggestNetwork(choices));
    expect(data.pending).toBeNull();
    expect(data.summary).toBe(flowers);
    expect(document.analysis.problems).toEqual([]);
    document.history.undo();
    expect(document.isEmpty).toBe(true);
    expect(document.dataset).toBeNull();
    expect(data.summary).toBeNull();
  });

  it('finds the first file again when the import of a second is undone', async () => {
    const { document, data } = setUp(flowers, houses);
    await data.import();
    data.apply(data.pending!.choices);
    await data.import();
    data.apply(data.pending!.choices);
    expect(data.summary).toBe(houses);
    document.history.undo();
    expect(data.summary).toBe(flowers);
    document.history.redo();
    expect(data.summary).toBe(houses);
  });

  it('changes nothing when it is cancelled, by the file dialog or by ours', async () => {
    const { document, data } = setUp({ status: 'cancelled' }, flowers);
    await data.import();
    expect(data.pending).toBeNull();
    await data.import();
    data.cancelImport();
    expect(data.pending).toBeNull();
    expect(document.dataset).toBeNull();
    expect(document.dirty).toBe(false);
  });

  it('says what is wrong with a file, and forgets it with the next', async () => {
    const { data } = setUp(failed, flowers);
    await data.import();
    expect(data.problem?.message).toBe('The file is empty.');
    expect(data.importing).toBe(false);
    await data.import();
    expect(data.problem).toBeNull();
  });

  it('takes a file that was dropped, and shows its name while it is read', async () => {
    const { asked, data } = setUp(flowers);
    const reading = data.importDropped({ name: 'flowers.csv' } as File);
    expect(data.readingName).toBe('flowers.csv');
    await reading;
    expect(asked).toEqual(['drop flowers.csv']);
    expect(data.pending?.summary).toBe(flowers);
  });

  it('survives a main process that does not answer', async () => {
    const { data } = setUp(new Error('reply was never sent'));
    await data.import();
    expect(data.problem?.message).toContain('reply was never sent');
    expect(data.importing).toBe(false);
  });
});

describe('the file of a project that was opened', () => {
  async function opened(outcome: Outcome<DataSummary> | null, ...answers: DataSummary[]) {
    const app = setUp(flowers, ...answers);
    await app.data.import();
    app.data.apply(app.data.pending!.choices);
    app.data.adopt(outcome);
    return app;
  }

  it('is there, or is missing for a reason', async () => {
    const there = await opened({ status: 'done', value: flowers });
    expect(there.data.missing).toBe(false);
    const gone = await opened(failed);
    expect(gone.data.missing).toBe(true);
    expect(gone.data.problem?.message).toBe('The file is empty.');
  });

  it('takes its new place at once where the columns are the same', async () => {
    const moved = summaryOf('length,species\n1,a\n2,b\n', '/elsewhere/flowers.csv');
    const { data, document } = await opened(failed, moved);
    await data.locate();
    expect(document.dataset?.source.path).toBe('/elsewhere/flowers.csv');
    expect(data.summary).toBe(moved);
    expect(data.problem).toBeNull();
  });

  it('asks again where the columns are others', async () => {
    const { data, document } = await opened(failed, houses);
    await data.locate();
    expect(data.pending?.summary).toBe(houses);
    expect(document.dataset?.source.path).toBe('/data/flowers.csv');
  });
});
