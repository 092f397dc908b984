import type { Problem } from '../../core/graph/problem';
import type { TrainingDocument } from './trainingDocument';
import type { TrainState } from './trainState';

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

interface Transport {
  readonly state: TrainState;
  readonly blocked: string | null;
  readonly active: boolean;
  readonly canReset: boolean;
}

/** Why a button of the transport bar, or its key, does nothing now: a sentence; null where it acts. */
export const transportRefusals = {
  toggle: (training: Transport) => (isUnderWay(training) ? null : training.blocked),
  step: (training: Transport) =>
    isUnderWay(training) ? 'Pause first, then go step by step.' : training.blocked,
  stop: ({ active }: Transport) => (active ? null : 'Nothing is training.'),
  reset: ({ canReset }: Transport) => (canReset ? null : 'Nothing is trained yet.'),
};

function isUnderWay({ state }: Transport): boolean {
  return state === 'running' || state === 'starting';
}
