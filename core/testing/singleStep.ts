import type { Backend, BackendOptions } from '../kernels/backend';
import type { Buffer, Plan, Step } from '../plan/plan';

/** A value that a step works on: `[rows, columns]` of the batch, or a parameter of fixed size. */
export interface Operand {
  columns: number;
  /** Absent for a value of the batch. */
  parameterRows?: number;
  values: number[];
}

/**
 * A plan of one step, for tests that hold one backend's kernels to another's: every operand is given, so the step finds
 * whatever it reads, and what it leaves in them is the result.
 */
export function runSingleStep(
  create: (plan: Plan, options: BackendOptions) => Backend,
  step: Step,
  operands: readonly Operand[],
  rows: number,
): number[][] {
  let parameterElements = 0;
  let columns = 0;
  const buffers = operands.map((operand, id): Buffer => {
    const shared = { id, name: `operand ${id}`, columns: operand.columns };
    if (operand.parameterRows === undefined) {
      const offset = columns;
      columns += operand.columns;
      return { ...shared, role: 'input', rows: 'batch', offset };
    }
    const offset = parameterElements;
    parameterElements += operand.parameterRows * operand.columns;
    return { ...shared, role: 'parameter', rows: operand.parameterRows, offset };
  });
  const inBatch = buffers.filter((buffer) => buffer.rows === 'batch');
  const plan: Plan = {
    version: 1,
    buffers,
    parameters: [],
    statistics: [],
    inputs: inBatch.map((buffer) => ({
      nodeId: `n${buffer.id}`,
      buffer: buffer.id,
      features: buffer.columns,
    })),
    targets: [],
    losses: [],
    outputs: [],
    forward: [step],
    backward: [],
    update: [],
    memory: {
      arenaColumns: columns,
      inspectColumns: columns,
      inspectOffsets: buffers.map((buffer) => (buffer.rows === 'batch' ? buffer.offset : -1)),
      parameterElements,
      statisticElements: 0,
      stateSlots: 0,
    },
  };
  const data = new Map(
    inBatch.map(({ id, columns: width }) => [
      `n${id}`,
      { rows, columns: width, values: Float64Array.from(operands[id]!.values) },
    ]),
  );
  const backend = create(plan, { data, batchSize: rows, seed: 1, accuracy: null });
  const parameters = operands.flatMap((operand) =>
    operand.parameterRows === undefined ? [] : operand.values,
  );
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  return operands.map((operand, id) => {
    backend.writeParameters(Float64Array.from(parameters));
    const inArena = operand.parameterRows === undefined;
    // Whichever buffer is asked for, the step runs once.
    const values = backend.compute(order, inArena ? id : inBatch[0]!.id);
    if (inArena) return Array.from(values);
    const { offset } = buffers[id]!;
    return Array.from(backend.readParameters().subarray(offset, offset + operand.values.length));
  });
}
