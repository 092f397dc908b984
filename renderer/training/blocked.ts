import type { Problem } from '../../core/graph/problem';
import type { TrainingDocument } from './trainingDocument';

/** What training needs to know about the data. */
export interface TrainingData {
  readonly summary: { readonly dataId: string } | null;
  readonly problem: Problem | null;
  /** A file is being read. */
  readonly importing: boolean;
}

/** Why training cannot start, in a sentence for the tooltip of its button; null where it can. */
export function whyBlocked(document: TrainingDocument, data: TrainingData): string | null {
  if (!document.dataset) return 'Import or make data first: there is nothing to learn from yet.';
  if (!data.summary) {
    if (data.importing) return 'The data is still being read.';
    return data.problem?.message ?? 'The data file is not here. Locate it in the data panel.';
  }
  const { problems, plan } = document.analysis;
  const [first] = problems;
  if (!first) return plan ? null : 'The network is not complete.';
  return problems.length === 1 ? first.message : `${first.message} (1 of ${problems.length} problems)`;
}
