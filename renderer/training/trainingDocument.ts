import type { Compilation } from '../../core/compile/compile';
import type { DatasetSpec } from '../../core/data/schema';
import type { Graph } from '../../core/graph/schema';
import type { TrainingSettings } from '../../core/train/settings';

/** What training reads of the document: plain snapshots, and what the compiler says of them. */
export interface TrainingDocument {
  readonly graph: Graph;
  readonly dataset: DatasetSpec | null;
  readonly training: TrainingSettings;
  readonly analysis: Pick<Compilation, 'problems' | 'plan'>;
}
