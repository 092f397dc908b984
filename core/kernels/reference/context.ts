import type { BufferId, Plan } from '../../plan/plan';

/** What a step runs in: one batch of one plan. */
export interface StepContext {
  view(id: BufferId): Float64Array;
  plan: Plan;
  rows: number;
  seed: number;
  /** The update under way, by which dropout masks are drawn; null outside training, where nothing is random. */
  training: { step: number } | null;
}
