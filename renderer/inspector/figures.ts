import type { Compilation } from '../../core/compile/compile';
import { formatShape } from '../../core/nodes/kind';
import type { Plan } from '../../core/plan/plan';
import { formatInteger } from '../format';

export interface Figure {
  label: string;
  value: string;
}

/** What arrives at a node and what it gives, in the words of the rest of the program. */
export function shapeFigures(
  analysis: Compilation,
  id: string,
  ports: readonly { name: string; label: string }[],
): Figure[] {
  const shape = analysis.shapes.get(id);
  const inputs = ports.flatMap(({ name, label }) =>
    (shape?.inputs[name] ?? []).map((arrival) => ({
      label,
      value: `${formatShape(arrival.features)} from ${arrival.nodeName}`,
    })),
  );
  const features = shape?.features ?? null;
  return features === null ? inputs : [...inputs, { label: 'Output', value: formatShape(features) }];
}

/** `4 × 8 + 8 = 40`: weights, biases, and what they come to. Null for a node without parameters. */
export function parameterFormula(plan: Plan | null, id: string, count: number | undefined): string | null {
  if (count === undefined) return null;
  const terms = (plan?.parameters ?? [])
    .filter((parameter) => parameter.nodeId === id)
    .map(({ rows, columns }) =>
      rows === 1 ? formatInteger(columns) : `${formatInteger(rows)} × ${formatInteger(columns)}`,
    );
  const total = formatInteger(count);
  return terms.length > 0 ? `${terms.join(' + ')} = ${total}` : total;
}
