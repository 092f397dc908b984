import { internalError } from '../../graph/problem';
import type { BufferId, BufferRole, Plan } from '../../plan/plan';
import { storedElements } from '../../train/parameters';
import type { AccuracyRule, Backend, BackendOptions, BatchRun, Evaluation } from '../backend';
import { countCorrect } from './accuracy';
import { runStep } from './steps';
import { runUpdate } from './update';

/** Rows that go through the network together when nothing is learned. */
const evaluationRows = 256;

/** The plan in float64 and plain TypeScript: what the fast backend is held to. */
export function createReferenceBackend(plan: Plan, options: BackendOptions): Backend {
  const { data, batchSize, seed, accuracy } = options;
  const { parameterElements, stateSlots } = plan.memory;
  // Statistics follow the parameters; only the parameters have gradients.
  const stored = new Float64Array(storedElements(plan));
  const parameters = stored.subarray(0, parameterElements);
  const gradients = new Float64Array(parameterElements);
  const state = Array.from({ length: stateSlots }, () => new Float64Array(parameterElements));
  const losses = new Float64Array(plan.losses.length);
  const trainingArena = createArena(
    plan,
    Math.max(1, batchSize),
    plan.memory.arenaColumns,
    (id) => plan.buffers[id]!.offset,
  );
  let inspection: Arena | null = null;

  /** The array of a buffer for a batch of this many rows. */
  function view(arena: Arena, id: BufferId, rows: number): Float64Array {
    const buffer = plan.buffers[id]!;
    if (buffer.rows === 'batch') return arena.view(id, rows);
    const segment = segmentOf(buffer.role);
    return segment.subarray(buffer.offset, buffer.offset + buffer.rows * buffer.columns);
  }

  function segmentOf(role: BufferRole): Float64Array {
    if (role === 'parameter' || role === 'statistic') return stored;
    return role === 'loss' ? losses : gradients;
  }

  function gather(arena: Arena, order: Uint32Array, first: number, rows: number): void {
    for (const port of [...plan.inputs, ...plan.targets]) {
      const matrix = data.get(port.nodeId);
      if (!matrix) throw internalError(`no rows are bound for node ${port.nodeId}`);
      const { columns, values } = matrix;
      const into = view(arena, port.buffer, rows);
      for (let row = 0; row < rows; row++) {
        const from = order[first + row]! * columns;
        for (let column = 0; column < columns; column++)
          into[row * columns + column] = values[from + column]!;
      }
    }
  }

  function forward(arena: Arena, rows: number, training: { step: number } | null): void {
    const context = { view: (id: BufferId) => view(arena, id, rows), plan, rows, seed, training };
    for (const step of plan.forward) runStep(step, context);
  }

  function totalLoss(): number {
    return plan.losses.reduce((sum, loss, index) => sum + loss.weight * losses[index]!, 0);
  }

  function correctRows(arena: Arena, rule: AccuracyRule | null, rows: number): number {
    if (!rule) return 0;
    const columns = plan.buffers[rule.prediction]!.columns;
    return countCorrect(
      rule.rule,
      view(arena, rule.prediction, rows),
      view(arena, rule.target, rows),
      rows,
      columns,
    );
  }

  function inspectionArena(): Arena {
    inspection ??= createArena(
      plan,
      evaluationRows,
      plan.memory.inspectColumns,
      (id) => plan.memory.inspectOffsets[id]!,
    );
    return inspection;
  }

  /** Runs the forward pass over the rows in pieces and hands each piece to `use`. */
  function forwardInPieces(
    rows: Uint32Array,
    use: (arena: Arena, first: number, count: number) => void,
  ): void {
    const arena = inspectionArena();
    for (let first = 0; first < rows.length; first += evaluationRows) {
      const count = Math.min(evaluationRows, rows.length - first);
      gather(arena, rows, first, count);
      forward(arena, count, null);
      use(arena, first, count);
    }
  }

  return {
    kind: 'reference',
    evaluationRows,
    writeRows(first, rows) {
      for (const [nodeId, { columns, values }] of rows) data.get(nodeId)!.values.set(values, first * columns);
    },
    readParameters: () => stored.slice(),
    writeParameters: (values) => stored.set(values),
    readOptimizerState: () => state.map((slot) => slot.slice()),
    writeOptimizerState(saved) {
      for (const [index, slot] of state.entries()) slot.set(saved[index]!);
    },

    train(order, first, size, stepsBefore, learningRates): BatchRun {
      const steps = learningRates.length;
      const run: BatchRun = { losses: new Float64Array(steps), correct: 0 };
      for (let index = 0; index < steps; index++) {
        const start = first + index * size;
        const rows = Math.min(size, order.length - start);
        const step = stepsBefore + index;
        const learningRate = learningRates[index]!;
        gather(trainingArena, order, start, rows);
        forward(trainingArena, rows, { step });
        run.losses[index] = totalLoss();
        run.correct += correctRows(trainingArena, accuracy, rows);
        const context = {
          view: (id: BufferId) => view(trainingArena, id, rows),
          plan,
          rows,
          seed,
          training: { step },
        };
        for (const backward of plan.backward) runStep(backward, context);
        for (const update of plan.update) {
          runUpdate(update, {
            view: context.view,
            parameters,
            gradients,
            state,
            step: step + 1,
            learningRate,
          });
        }
      }
      return run;
    },

    evaluate(rows, total = rows.length, before = { loss: 0, correct: 0 }): Evaluation {
      const result = { ...before };
      forwardInPieces(rows, (arena, _first, count) => {
        result.correct += correctRows(arena, accuracy, count);
        plan.losses.forEach((loss, index) => {
          const share = loss.reduction === 'sum' ? 1 : count / total;
          result.loss += loss.weight * losses[index]! * share;
        });
      });
      return result;
    },

    compute(rows, buffer): Float64Array {
      const { columns } = plan.buffers[buffer]!;
      const values = new Float64Array(rows.length * columns);
      forwardInPieces(rows, (arena, first, count) => values.set(view(arena, buffer, count), first * columns));
      return values;
    },

    inspect(row, buffers): Float64Array[] {
      const arena = inspectionArena();
      gather(arena, Uint32Array.of(row), 0, 1);
      forward(arena, 1, null);
      return buffers.map((id) => view(arena, id, 1).slice());
    },
  };
}

interface Arena {
  view(id: BufferId, rows: number): Float64Array;
}

/** One array for all batch buffers; offsets are in columns, so a batch of fewer rows lies closer together. */
function createArena(
  plan: Plan,
  capacity: number,
  columns: number,
  offsetOf: (id: BufferId) => number,
): Arena {
  const values = new Float64Array(capacity * columns);
  return {
    view(id, rows) {
      const start = offsetOf(id) * rows;
      return values.subarray(start, start + plan.buffers[id]!.columns * rows);
    },
  };
}
