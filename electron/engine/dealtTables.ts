import { loadUsedColumns } from '../../core/data/loadUsedColumns';
import { type Standings, standingsOf, storedStandings } from '../../core/data/standings';
import type { StoredTable } from '../../core/data/storedTable';
import { neededColumns } from '../../core/data/usedColumns';
import type { Problem } from '../../core/graph/problem';
import type { CommandOf } from '../../core/protocol';
import type { DataStore } from './dataStore';

/** Cells of the columns in use that may be in memory at once; of more, only a block of rows is. */
const mostCells = 32_000_000;
const blockRows = 65_536;
/** What was asked last: the panels of a window ask the same at once, and pages of rows are asked for a while later. */
const kept = 4;

type Asked = Pick<CommandOf<'previewSplit'>, 'dataId' | 'graph' | 'dataset' | 'seed'>;

interface DealtTable {
  /** Under which pages of rows refer to it. */
  id: string;
  standings: Standings;
}

type Dealt = { ok: true; value: DealtTable } | { ok: false; problem: Problem };

interface Entry {
  dealt: Promise<Dealt>;
  /** What came of it; null until then. */
  table: DealtTable | null;
}

/** What becomes of the rows of a table, found once for the same question. */
export class DealtTables {
  /** By question, in the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  #count = 0;

  constructor(
    private readonly data: DataStore,
    private readonly breathe: () => Promise<void>,
  ) {}

  deal({ dataId, graph, dataset, seed }: Asked): Promise<Dealt> {
    const question = JSON.stringify([dataId, graph, dataset, seed]);
    const entry = this.#entries.get(question) ?? this.#begin(question, { dataId, graph, dataset, seed });
    this.#use(question, entry);
    for (const old of this.#entries.keys()) {
      if (this.#entries.size <= kept) break;
      this.#entries.delete(old);
    }
    return entry.dealt;
  }

  /** Undefined for what is forgotten. */
  find(id: string): Standings | undefined {
    for (const [question, entry] of this.#entries) {
      if (entry.table?.id !== id) continue;
      this.#use(question, entry);
      return entry.table.standings;
    }
    return undefined;
  }

  #use(question: string, entry: Entry): void {
    this.#entries.delete(question);
    this.#entries.set(question, entry);
  }

  #begin(question: string, asked: Asked): Entry {
    const entry: Entry = { dealt: this.#deal(asked), table: null };
    // Data that is not open may be, the next time.
    const forget = () => {
      if (this.#entries.get(question) === entry) this.#entries.delete(question);
    };
    entry.dealt.then((dealt) => {
      if (dealt.ok) entry.table = dealt.value;
      else forget();
    }, forget);
    return entry;
  }

  async #deal({ dataId, graph, dataset, seed }: Asked): Promise<Dealt> {
    const found = await this.data.use(dataId, async (table: StoredTable) => {
      if (table.rowCount * neededColumns(graph, dataset).length > mostCells)
        return storedStandings({ table, graph, dataset, seed, blockRows, breathe: this.breathe });
      return standingsOf(await loadUsedColumns(table, graph, dataset, 'required'), graph, dataset, seed);
    });
    if (!found.ok) return found;
    this.#count += 1;
    return { ok: true, value: { id: String(this.#count), standings: found.value } };
  }
}
