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

/** What becomes of the rows of a table, found once for the same question. */
export class DealtTables {
  /** In the order of their last use. */
  readonly #byQuestion = new Map<string, Promise<Dealt>>();
  readonly #byId = new Map<string, Standings>();
  #count = 0;

  constructor(
    private readonly data: DataStore,
    private readonly breathe: () => Promise<void>,
  ) {}

  deal({ dataId, graph, dataset, seed }: Asked): Promise<Dealt> {
    const question = JSON.stringify([dataId, graph, dataset, seed]);
    const dealt = this.#byQuestion.get(question) ?? this.#deal({ dataId, graph, dataset, seed });
    this.#byQuestion.delete(question);
    this.#byQuestion.set(question, dealt);
    const forget = () => this.#byQuestion.delete(question);
    // Data that is not open may be, the next time.
    dealt.then(({ ok }) => ok || forget(), forget);
    for (const old of this.#byQuestion.keys()) {
      if (this.#byQuestion.size <= kept) break;
      this.#byQuestion.delete(old);
    }
    return dealt;
  }

  /** Undefined for what is forgotten. */
  find(id: string): Standings | undefined {
    return this.#byId.get(id);
  }

  async #deal({ dataId, graph, dataset, seed }: Asked): Promise<Dealt> {
    const found = await this.data.use(dataId, async (table: StoredTable) => {
      if (table.rowCount * neededColumns(graph, dataset).length > mostCells)
        return storedStandings({ table, graph, dataset, seed, blockRows, breathe: this.breathe });
      return standingsOf(await loadUsedColumns(table, graph, dataset, 'required'), graph, dataset, seed);
    });
    if (!found.ok) return found;
    this.#count += 1;
    const id = String(this.#count);
    this.#byId.set(id, found.value);
    for (const old of this.#byId.keys()) {
      if (this.#byId.size <= kept) break;
      this.#byId.delete(old);
    }
    return { ok: true, value: { id, standings: found.value } };
  }
}
