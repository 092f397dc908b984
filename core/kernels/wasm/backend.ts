import type { BufferId, Plan, Step } from '../../plan/plan';
import { storedElements } from '../../train/parameters';
import type { Backend, BackendOptions, BatchRun, BoundData, Evaluation } from '../backend';
import { type Arithmetic, planArithmetic } from './arithmetic';
import { encodeProgram } from './encode';
import { usesThreads } from './instructions';
import { type Arrangement, addressOf, layOut, type MemoryReport, mostEvaluationRows } from './layout';
import { createMemory, kernelsModule, startKernels } from './module';
import { packStrips, rowsBeforeStrips } from './strips';
import { createTeam, type ThreadHost } from './threads';
import { trialProgram } from './trialProgram';

export interface WasmBackend extends Backend {
  readonly arithmetic: Arithmetic;
  /** What the memory is used for, in bytes. */
  readonly memory: MemoryReport;
  /** Threads that took part in the last training, the calling one included. */
  threadsUsed(): number;
  /** Threads that are on hand or called for. */
  threadsPresent(): number;
}

/** What a program is for; `rest` where a batch or piece is shorter than the others. */
type Use =
  | 'train'
  | 'train rest'
  | 'evaluate'
  | 'evaluate rest'
  | 'compute'
  | 'compute rest'
  | 'one row'
  | 'one row, finite weights'
  | 'one row, weights in strips';

const noLosses = new Float64Array(0);

/**
 * The plan in float32 on SIMD kernels, in one memory that is laid out once: the rows of data are copied in, and the loop
 * over updates runs inside.
 */
export function createWasmBackend(
  plan: Plan,
  options: BackendOptions,
  host: ThreadHost | null = null,
  arithmetic: Arithmetic = planArithmetic(plan),
): WasmBackend {
  const { data, seed, accuracy } = options;
  const batchSize = Math.max(1, options.batchSize);
  const module = kernelsModule(arithmetic);
  const probe = createMemory(0x10000);
  const firstFreeByte = startKernels(probe, module).firstFreeByte();
  const trial = trialProgram(plan, [...data.keys()], batchSize, accuracy);
  const threads = 1 + (host && usesThreads(trial) ? host.count : 0);
  const layout = layOut({
    plan,
    data,
    batchSize,
    firstFreeByte,
    programBytes: trial.byteLength,
    threads,
  });
  const memory = createMemory(layout.bytes);
  const kernels = startKernels(memory, module);
  const { buffer } = memory;
  const team = host && threads > 1 ? createTeam(module, memory, layout, host) : null;
  const numbers = new Float32Array(buffer);
  function writeRows(first: number, rows: BoundData): void {
    for (const [nodeId, { columns, values }] of rows)
      numbers.set(values, layout.data.get(nodeId)! / 4 + first * columns);
  }
  writeRows(0, data);
  const weights = new Float64Array(buffer, layout.lossWeights, plan.losses.length);
  plan.losses.forEach((loss, index) => {
    weights[index] = loss.weight;
  });
  const lossValues = new Float64Array(buffer, layout.lossValues, plan.losses.length);
  const orders = new Uint32Array(buffer, layout.order, layout.orderCapacity);
  const rates = new Float64Array(buffer, layout.rates, layout.stepCapacity);
  const losses = new Float64Array(buffer, layout.losses, layout.stepCapacity);
  const stored = new Float32Array(buffer, layout.parameters, storedElements(plan));
  const { parameterElements } = plan.memory;
  const state = layout.state.map((address) => new Float32Array(buffer, address, parameterElements));

  /** Whether all parameters are finite; null where that is not known since they changed. */
  let finite: boolean | null = null;
  /** Single rows shown since the parameters changed. */
  let shownRows = 0;
  let strips: ReadonlyMap<Step, number> = new Map();
  function parametersChange(): void {
    finite = null;
    shownRows = 0;
  }

  const encoded = new Map<Use, { rows: number; address: number }>();

  /** Address of the program for this use, encoded anew where the number of rows is another than last time. */
  function program(use: Use, rows: number): number {
    let entry = encoded.get(use);
    if (!entry) {
      entry = { rows: -1, address: layout.programs + encoded.size * layout.programBytes };
      encoded.set(use, entry);
    }
    if (entry.rows !== rows) {
      entry.rows = rows;
      const shows = use.startsWith('one row') || use.startsWith('compute');
      const words = encodeProgram({
        plan,
        layout,
        rows,
        arrangement: shows ? 'apart' : 'shared',
        training: use.startsWith('train'),
        accuracy: shows ? null : accuracy,
        losses: !shows,
        finite: use === 'one row, finite weights' || use === 'one row, weights in strips',
        strips: use === 'one row, weights in strips' ? strips : new Map(),
        threads: shows ? 1 : threads,
      });
      new Int32Array(buffer, entry.address, words.length).set(words);
    }
    return entry.address;
  }

  function rowsAtOnce(arrangement: Arrangement): number {
    return Math.min(layout.rows[arrangement], Math.max(batchSize, mostEvaluationRows));
  }

  /** Runs the forward pass over the rows in pieces and hands each piece to `use`. */
  function forwardInPieces(
    rows: Uint32Array,
    arrangement: Arrangement,
    use: (first: number, count: number, correct: number) => void,
  ): void {
    const most = rowsAtOnce(arrangement);
    for (let first = 0; first < rows.length; first += most) {
      const count = Math.min(most, rows.length - first);
      orders.set(rows.subarray(first, first + count));
      const meeting = arrangement === 'apart' ? 0 : layout.team;
      const purpose = arrangement === 'apart' ? 'compute' : 'evaluate';
      const address = program(count === most ? purpose : `${purpose} rest`, count);
      use(first, count, kernels.forward(meeting, threads - 1, address, layout.order, layout.losses));
    }
  }

  /** Values of a buffer, where they are kept apart, as `into` from `start` on. */
  function read(id: BufferId, rows: number, into: Float64Array, start = 0): void {
    const from = addressOf(plan, layout, id, rows, 'apart') / 4;
    const count = rows * plan.buffers[id]!.columns;
    for (let i = 0; i < count; i++) into[start + i] = numbers[from + i]!;
  }

  return {
    kind: 'wasm',
    evaluationRows: rowsAtOnce('shared'),
    writeRows,
    arithmetic,
    memory: layout.sizes,
    threadsUsed: () => team?.used() ?? 1,
    threadsPresent: () => team?.present() ?? 1,
    readParameters: () => new Float64Array(stored),
    writeParameters(values) {
      parametersChange();
      stored.set(values);
    },
    readOptimizerState: () => state.map((slot) => new Float64Array(slot)),
    writeOptimizerState(saved) {
      for (const [index, slot] of state.entries()) slot.set(saved[index]!);
    },

    train(order, first, size, step, learningRates): BatchRun {
      team?.invite();
      parametersChange();
      const total = learningRates.length;
      const atMost = Math.max(1, Math.min(layout.stepCapacity, Math.floor(layout.orderCapacity / size)));
      const run: BatchRun = { losses: noLosses, correct: 0 };
      for (let done = 0, steps = 0; done < total; done += steps) {
        // Step by step until the threads are there, as those who come during a job are left out of it.
        steps = team?.awaits() ? 1 : Math.min(atMost, total - done);
        const start = first + done * size;
        const end = Math.min(order.length, start + steps * size);
        orders.set(end - start === order.length ? order : order.subarray(start, end));
        rates.set(steps === total ? learningRates : learningRates.subarray(done, done + steps));
        const last = (end - start) % size;
        run.correct += kernels.train(
          layout.team,
          threads - 1,
          end - start >= size ? program('train', size) : 0,
          last > 0 ? program('train rest', last) : 0,
          layout.order,
          end - start,
          size,
          steps,
          step + done,
          layout.rates,
          layout.losses,
          seed,
        );
        if (steps === total) run.losses = losses.slice(0, steps);
        else {
          if (done === 0) run.losses = new Float64Array(total);
          run.losses.set(losses.subarray(0, steps), done);
        }
      }
      return run;
    },

    evaluate(rows, total = rows.length, before = { loss: 0, correct: 0 }): Evaluation {
      const result = { ...before };
      forwardInPieces(rows, 'shared', (_first, count, correct) => {
        result.correct += correct;
        plan.losses.forEach((loss, index) => {
          const share = loss.reduction === 'sum' ? 1 : count / total;
          result.loss += loss.weight * lossValues[index]! * share;
        });
      });
      return result;
    },

    compute(rows, id): Float64Array {
      const { columns } = plan.buffers[id]!;
      const values = new Float64Array(rows.length * columns);
      forwardInPieces(rows, 'apart', (first, count) => read(id, count, values, first * columns));
      return values;
    },

    inspect(row, buffers): Float64Array[] {
      orders[0] = row;
      finite ??= Boolean(kernels.areFinite(layout.parameters, parameterElements));
      if (finite && ++shownRows === rowsBeforeStrips) strips = packStrips(plan, layout, kernels);
      const inStrips = finite && shownRows >= rowsBeforeStrips && strips.size > 0;
      const use = inStrips ? 'one row, weights in strips' : 'one row, finite weights';
      const address = program(finite ? use : 'one row', 1);
      kernels.forward(0, 0, address, layout.order, layout.losses);
      return buffers.map((id) => {
        const values = new Float64Array(plan.buffers[id]!.columns);
        read(id, 1, values);
        return values;
      });
    },
  };
}
