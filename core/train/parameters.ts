import type { Plan } from '../plan/plan';
import type { NumberBlock } from './numbers';
import type { PackedParameters, Parameters } from './schema';

/** Numbers the plan keeps between batches: parameters, then statistics. */
export function storedElements(plan: Plan): number {
  return plan.memory.parameterElements + plan.memory.statisticElements;
}

/** Parameters and statistics in one list. */
export function storedArrays(plan: Plan) {
  const statistics = plan.statistics.map((statistic) => ({ ...statistic, rows: 1 }));
  return [...plan.parameters, ...statistics];
}

/** All parameters as JSON has them: `weights` as [inFeatures][units], everything else as [units]. */
export function nestParameters(plan: Plan, values: Float64Array): Parameters {
  return parametersOf(plan, (start, end) => Array.from(values.subarray(start, end)));
}

/** The same as parts of `values`. */
export function packParameters(plan: Plan, values: NumberBlock): PackedParameters {
  return parametersOf<ArrayLike<number>>(plan, (start, end) => values.subarray(start, end));
}

function parametersOf<Row>(plan: Plan, part: (start: number, end: number) => Row) {
  const nested: Record<string, Record<string, Row[] | Row>> = {};
  for (const { nodeId, name, value, rows, columns } of storedArrays(plan)) {
    const { offset } = plan.buffers[value]!;
    const row = (index: number) => {
      const start = offset + index * columns;
      return part(start, start + columns);
    };
    // A node may be called like something every object has, such as `constructor`.
    if (!Object.hasOwn(nested, nodeId)) nested[nodeId] = {};
    nested[nodeId]![name] =
      name === 'weights' ? Array.from({ length: rows }, (_, index) => row(index)) : row(0);
  }
  return nested;
}

/**
 * Lays parameters out in the plan's order over `values`. Those that are missing or of another shape leave `values` as it is and
 * are named, with both shapes, in the result.
 */
export function layParameters(plan: Plan, parameters: PackedParameters, values: Float64Array): string[] {
  const misfits: string[] = [];
  for (const { nodeId, name, value, rows, columns } of storedArrays(plan)) {
    const given = Object.hasOwn(parameters, nodeId) ? parameters[nodeId]?.[name] : undefined;
    if (!given) {
      misfits.push(`${nodeId}.${name} is missing`);
      continue;
    }
    const matrix = (typeof given[0] === 'number' ? [given] : given) as ArrayLike<number>[];
    const fits = matrix.length === rows && matrix.every((row) => row.length === columns);
    if (!fits) {
      misfits.push(
        `${nodeId}.${name} is [${matrix.length}, ${matrix[0]?.length ?? 0}], expected [${rows}, ${columns}]`,
      );
      continue;
    }
    for (const [index, row] of matrix.entries())
      values.set(row, plan.buffers[value]!.offset + index * columns);
  }
  return misfits;
}
