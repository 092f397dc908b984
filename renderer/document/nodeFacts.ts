import { compareStructural, computed, type IComputedValue } from 'mobx';
import type { Compilation } from '../../core/compile/compile';
import type { Problem } from '../../core/graph/problem';

/** What a card shows of its node's compilation. */
export interface NodeFacts {
  features: number | null;
  parameters: number | null;
  problems: Problem[];
}

/** The facts of every node. One's change only when they do, so that an edit redraws the cards it concerns. */
export class FactsByNode {
  private readonly facts = new Map<string, IComputedValue<NodeFacts>>();

  constructor(private readonly analysis: () => Compilation) {}

  of(id: string): NodeFacts {
    let facts = this.facts.get(id);
    if (!facts) {
      facts = computed(() => factsOf(id, this.analysis()), { equals: compareStructural });
      this.facts.set(id, facts);
    }
    return facts.get();
  }

  /** Other nodes are there now. */
  clear(): void {
    this.facts.clear();
  }
}

function factsOf(id: string, { shapes, parameterCounts, problems }: Compilation): NodeFacts {
  return {
    features: shapes.get(id)?.features ?? null,
    parameters: parameterCounts.get(id) ?? null,
    problems: problems.filter(({ nodeId }) => nodeId === id),
  };
}
