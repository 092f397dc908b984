import { describe, expect, it } from 'vitest';
import type { GeneratorSource } from '../../core/data/source';
import type { ImportProgress } from '../../core/data/summary';
import type { DataSummary } from '../../core/protocol';
import type { MainEvents, NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import { DocumentStore } from '../document/documentStore';
import { EngineClient } from '../engine/engineClient';
import { FakeEngine } from '../engine/testing/fakeEngine';
import { DataStore } from './dataStore';
import { suggestNetwork } from './suggestNetwork';
import { summaryOf } from './testing/summaryOf';

const flowers = summaryOf('length,species\n1,a\n2,b\n3,a\n', '/data/flowers.csv');
const houses = summaryOf('rooms,price\n1,0.5\n2,0.75\n3,1\n', '/data/houses.csv');

/** A main process whose answers are given beforehand; null: the dialog was cancelled. */
function setUp(...answers: (DataSummary | Outcome<DataSummary> | Error)[]) {
  const asked: string[] = [];
  const said: unknown[] = [];
  let tell = (_event: MainEvents['data:progress']) => {};
  const answer = async (question: string, argument?: unknown) => {
    asked.push(question);
    said.push(argument);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    if (!next) return { status: 'cancelled' } as const;
    return 'status' in next ? next : ({ status: 'done', value: next } as const);
  };
  const bridge = {
    request: (channel: string, argument: unknown) => answer(channel, argument),
    on: (_event: string, listener: typeof tell) => {
      tell = listener;
      return () => {};
    },
    openDropped: (file: File) => answer(`drop ${file.name}`),
  } as unknown as NeuroloomBridge;
  const document = new DocumentStore();
  const data = new DataStore(bridge, new EngineClient(new FakeEngine().source), document);
  const report = (progress: ImportProgress) => tell({ fileName: 'flowers.csv', progress });
  return { asked, said, report, document, data };
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

describe('reading again with other options', () => {
  const semicolons = { kind: 'csv', path: '/data/flowers.csv', delimiter: ';' } as const;
  const reread = { ...summaryOf('length;species\n1;a\n2;b\n', '/data/flowers.csv'), source: semicolons };

  it('shows what the file is then, and asks main by the id of what is open', async () => {
    const { asked, said, data } = setUp(flowers, reread);
    await data.import();
    await data.reread(semicolons, { species: 'text' });
    expect(asked).toEqual(['data:import', 'data:reimport']);
    expect(said[1]).toEqual({ dataId: flowers.dataId, source: semicolons, types: { species: 'text' } });
    expect(data.pending).toMatchObject({
      summary: reread,
      source: semicolons,
      detected: flowers.source,
      types: { species: 'text' },
    });
  });

  it('keeps the last reading where the next fails, with the reason in the dialog', async () => {
    const { data } = setUp(flowers, failed);
    await data.import();
    await data.reread(semicolons, {});
    expect(data.pending?.summary).toBe(flowers);
    expect(data.pending?.problem?.message).toBe('The file is empty.');
    expect(data.problem).toBeNull();
  });

  it('is one step to undo: the file is then what it was read as before', async () => {
    const { data, document } = setUp(flowers, reread);
    await data.import();
    data.apply(data.pending!.choices);
    data.reopen();
    await data.reread(semicolons, {});
    expect(data.summary).toBe(flowers);
    data.apply(data.pending!.choices);
    expect(data.summary).toBe(reread);
    document.history.undo();
    expect(data.summary).toBe(flowers);
  });
});

describe('a long import', () => {
  const progress: ImportProgress = {
    stage: 'reading',
    bytesDone: 50,
    bytes: 100,
    rows: 10,
    megabytesPerSecond: 80,
  };

  it('says how far it is while it lasts', async () => {
    const { data, report } = setUp(flowers);
    report(progress);
    expect(data.progress).toBeNull();
    const reading = data.import();
    report(progress);
    expect(data.progress).toEqual(progress);
    expect(data.readingName).toBe('flowers.csv');
    await reading;
    expect(data.progress).toBeNull();
  });

  it('is stopped by main, and changes nothing', async () => {
    const { asked, data } = setUp({ status: 'cancelled' });
    const reading = data.import();
    data.stopReading();
    await reading;
    expect(asked).toEqual(['data:import', 'data:cancelImport']);
    expect(data.pending).toBeNull();
    expect(data.problem).toBeNull();
  });
});

describe('made-up rows', () => {
  const source: GeneratorSource = { kind: 'generator', generator: 'xor', rows: 4, noise: 0, seed: 1 };
  const points: DataSummary = {
    ...summaryOf('x1,x2,class\n1,1,A\n1.5,-1,B\n-1,-1,A\n-1,1,B\n', ''),
    source,
  };

  it('become the data at once, with a network, as one step', async () => {
    const { data, document } = setUp(points);
    await data.generate(source, suggestNetwork);
    expect(data.summary).toBe(points);
    expect(document.dataset?.source).toEqual(source);
    expect(document.analysis.problems).toEqual([]);
    document.history.undo();
    expect(document.dataset).toBeNull();
    expect(document.isEmpty).toBe(true);
  });

  it('with another seed are found again by undo', async () => {
    const other: GeneratorSource = { ...source, seed: 2 };
    const more = { ...points, dataId: 'more', source: other };
    const { data, document } = setUp(points, more);
    await data.generate(source, null);
    await data.generate(other, null);
    expect(data.summary).toBe(more);
    document.history.undo();
    expect(data.summary).toBe(points);
  });
});

describe('the file of a project that was opened', () => {
  async function opened(outcome: Outcome<DataSummary> | null, ...answers: DataSummary[]) {
    const app = setUp(flowers, ...answers);
    await app.data.import();
    app.data.apply(app.data.pending!.choices);
    await app.data.adopt(outcome && (async () => outcome));
    return app;
  }

  it('is there, or is missing for a reason', async () => {
    const there = await opened({ status: 'done', value: flowers });
    expect(there.data.missing).toBe(false);
    const gone = await opened(failed);
    expect(gone.data.missing).toBe(true);
    expect(gone.data.problem?.message).toBe('The file is empty.');
  });

  it('is waited for, and forgotten with its document', async () => {
    const { data, document } = setUp(flowers, houses);
    await data.import();
    data.apply(data.pending!.choices);
    let arrive = (_outcome: Outcome<DataSummary>) => {};
    const first = data.adopt(() => new Promise((resolve) => (arrive = resolve)));
    expect([data.importing, data.missing, data.summary]).toEqual([true, false, null]);
    const second = data.adopt(async () => ({ status: 'done', value: houses }));
    arrive(failed);
    await Promise.all([first, second]);
    expect([data.importing, data.problem]).toEqual([false, null]);
    expect(document.dataset && data.summary).toBe(houses);
  });

  it('takes its new place at once where the columns are the same', async () => {
    const moved = summaryOf('length,species\n1,a\n2,b\n', '/elsewhere/flowers.csv');
    const { data, document } = await opened(failed, moved);
    await data.locate();
    expect(document.dataset?.source).toMatchObject({ path: '/elsewhere/flowers.csv' });
    expect(data.summary).toBe(moved);
    expect(data.problem).toBeNull();
  });

  it('asks again where the columns are others', async () => {
    const { data, document } = await opened(failed, houses);
    await data.locate();
    expect(data.pending?.summary).toBe(houses);
    expect(document.dataset?.source).toMatchObject({ path: '/data/flowers.csv' });
  });

  it('is taken as it is now, as one step', async () => {
    const marked = (sha256: string, summary: DataSummary): DataSummary => ({
      ...summary,
      source: {
        kind: 'csv',
        path: summary.path,
        fingerprint: { bytes: 1, rows: 1, sha256, columns: [] },
      },
    });
    const before = marked('old', flowers);
    const { data, document } = setUp(before);
    await data.import();
    data.apply(data.pending!.choices);
    const longer = summaryOf('length,species,width\n1,a,3\n2,b,4\n', '/data/flowers.csv');
    const now: DataSummary = { ...marked('new', longer), changes: ['A column came: "width".'] };
    await data.adopt(async () => ({ status: 'done', value: now }));
    expect(data.changes).toEqual(['A column came: "width".']);
    data.acceptFile();
    expect(data.changes).toEqual([]);
    expect(document.dataset?.columns.map(({ name, role }) => [name, role])).toEqual([
      ['length', 'feature'],
      ['species', 'target'],
      ['width', 'ignore'],
    ]);
    document.history.undo();
    expect(data.changes).toHaveLength(1);
    expect(document.dataset?.columns).toHaveLength(2);
  });
});
