import { stepReads, stepWrites } from './access';
import type { BufferId, Plan, Step, UpdateStep } from './plan';
import { print } from './stepShapes';

/** The plan as text: what the engine does in one training step, line by line. */
export function formatPlan(plan: Plan): string {
  const name = (id: BufferId) => `%${id} ${plan.buffers[id]!.name} ${print(plan.buffers[id]!)}`;
  const { memory } = plan;
  return [
    `plan of ${plan.forward.length + plan.backward.length + plan.update.length} steps over ${plan.buffers.length} buffers`,
    '',
    'data',
    ...plan.inputs.map((port) => `  input   ${name(port.buffer)}`),
    ...plan.targets.map((port) => `  target  ${name(port.buffer)}`),
    '',
    'parameters',
    ...plan.parameters.map(
      (each) => `  ${name(each.value)}  ${each.init.initializer.kind}${penalty(each.l1, each.l2)}`,
    ),
    ...plan.statistics.map((each) => `  ${name(each.value)}  kept, starts at ${each.initial}`),
    '',
    'forward',
    ...plan.forward.map((step) => `  ${formatStep(step, name)}`),
    '',
    'backward',
    ...plan.backward.map((step) => `  ${formatStep(step, name)}`),
    '',
    'update',
    ...plan.update.map((step) => `  ${formatUpdate(step, name)}`),
    '',
    'memory, in numbers',
    `  parameters        ${memory.parameterElements}`,
    `  statistics        ${memory.statisticElements}`,
    `  gradients         ${memory.parameterElements}`,
    `  optimizer state   ${memory.parameterElements * memory.stateSlots}`,
    `  activations       ${memory.arenaColumns} for each row of a batch (${totalColumns(plan)} without sharing)`,
    '',
  ].join('\n');
}

function totalColumns(plan: Plan): number {
  return plan.buffers.reduce((sum, buffer) => sum + (buffer.rows === 'batch' ? buffer.columns : 0), 0);
}

function penalty(l1: number, l2: number): string {
  return `${l1 > 0 ? `  l1 ${l1}` : ''}${l2 > 0 ? `  l2 ${l2}` : ''}`;
}

function formatStep(step: Step, name: (id: BufferId) => string): string {
  const writes = stepWrites(step).map(name).join(', ');
  const added = 'accumulate' in step && step.accumulate;
  const written = new Set(added ? stepWrites(step) : []);
  const reads = stepReads(step)
    .filter((id) => !written.has(id))
    .map(name)
    .join(', ');
  return `${writes} ${added ? '+=' : '='} ${step.op}${details(step)} ${reads}`;
}

function details(step: Step): string {
  switch (step.op) {
    case 'activation':
    case 'activationGradient':
    case 'loss':
    case 'lossGradient':
      return `(${step.function})`;
    case 'dropout':
      return `(${step.rate})`;
    case 'sliceGradient':
      return `(from column ${step.column})`;
    default:
      return '';
  }
}

function formatUpdate(step: UpdateStep, name: (id: BufferId) => string): string {
  switch (step.op) {
    case 'penalty':
      return `${name(step.gradient)} += ${penalty(step.l1, step.l2).trim()} of ${name(step.value)}`;
    case 'clipNorm':
      return `all gradients: norm at most ${step.maxNorm}`;
    case 'clipValue':
      return `all gradients: every element within ±${step.maxValue}`;
    case 'optimize': {
      const { kind, ...settings } = step.optimizer;
      const said = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
      return `all parameters: ${kind} (${said.join(', ')})`;
    }
    default:
      throw step satisfies never;
  }
}
