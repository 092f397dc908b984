import type { BufferId, Plan, Step } from '../../plan/plan';
import type { AccuracyRule } from '../backend';
import type { Access, ProgramWriter, Stretch } from './instructions';
import { type Arrangement, addressOf, type Layout } from './layout';

export interface ProgramInput {
  plan: Plan;
  layout: Layout;
  /** Rows of the batch that the program is for. */
  rows: number;
  arrangement: Arrangement;
  /** With the backward pass and the update; without, dropout does nothing. */
  training: boolean;
  accuracy: AccuracyRule | null;
  /** Whether the losses are wanted, or the outputs alone. */
  losses: boolean;
  /** Whether all parameters are known to be finite; a single row then passes over its zeros. */
  finite: boolean;
  /** Layers whose weights were copied into strips, and where to. */
  strips: ReadonlyMap<Step, number>;
  /** How many threads may run it. */
  threads: number;
}

export type StepOf<Name extends Step['op']> = Extract<Step, { op: Name }>;

/** What the encoders of single steps go by. */
export interface Context {
  writer: ProgramWriter;
  plan: Plan;
  layout: Layout;
  rows: number;
  training: boolean;
  finite: boolean;
  strips: ReadonlyMap<Step, number>;
  /** In training: the loss whose value is made with a gradient step, under that step and under itself. */
  valueOfGradient: ReadonlyMap<Step, StepOf<'loss'>>;
  address(id: BufferId): number;
  columns(id: BufferId): number;
  /** Elements of a buffer in this batch. */
  count(id: BufferId): number;
  access(reads: readonly BufferId[], writes: readonly BufferId[]): Access;
}

export function createContext(input: ProgramInput, writer: ProgramWriter): Context {
  const { plan, layout, rows, arrangement, training, finite, strips } = input;
  const columns = (id: BufferId) => plan.buffers[id]!.columns;
  const address = (id: BufferId) => addressOf(plan, layout, id, rows, arrangement);
  const stretch = (id: BufferId): Stretch => {
    const { rows: height } = plan.buffers[id]!;
    const start = address(id);
    return { start, end: start + 4 * columns(id) * (height === 'batch' ? rows : height) };
  };
  return {
    writer,
    plan,
    layout,
    rows,
    training,
    finite,
    strips,
    valueOfGradient: training ? pairLosses(plan) : new Map(),
    address,
    columns,
    count: (id) => rows * columns(id),
    access: (reads, writes) => ({ reads: reads.map(stretch), writes: writes.map(stretch) }),
  };
}

/** Each loss whose gradient is wanted too, and the loss by that gradient: the two are worked out together. */
function pairLosses(plan: Plan): Map<Step, StepOf<'loss'>> {
  const pairs = new Map<Step, StepOf<'loss'>>();
  for (const gradient of plan.backward) {
    if (gradient.op !== 'lossGradient') continue;
    const loss = plan.forward.find(
      (step): step is StepOf<'loss'> =>
        step.op === 'loss' &&
        !pairs.has(step) &&
        step.function === gradient.function &&
        step.reduction === gradient.reduction &&
        step.delta === gradient.delta &&
        step.prediction === gradient.prediction &&
        step.target === gradient.target,
    );
    if (!loss) continue;
    pairs.set(gradient, loss);
    pairs.set(loss, loss);
  }
  return pairs;
}
