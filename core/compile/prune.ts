import { renumberStep, stepReads, stepWrites } from '../plan/access';
import type { Draft } from './draft';

/** Removes buffers that fusion left without a reader or writer, and closes the gaps in the numbering. */
export function dropUnusedBuffers(draft: Draft): void {
  const used = new Set<number>();
  for (const step of [...draft.forward, ...draft.backward]) {
    for (const id of [...stepReads(step), ...stepWrites(step)]) used.add(id);
  }
  const kept = draft.buffers.filter((buffer) => used.has(buffer.id) || buffer.role !== 'gradient');
  const newId = new Map(kept.map((buffer, index) => [buffer.id, index]));
  const renumber = (id: number) => newId.get(id)!;
  draft.buffers = kept.map((buffer, id) => ({ ...buffer, id }));
  draft.forward = draft.forward.map((step) => renumberStep(step, renumber));
  draft.backward = draft.backward.map((step) => renumberStep(step, renumber));
  draft.parameters = draft.parameters.map((each) => ({
    ...each,
    value: renumber(each.value),
    gradient: renumber(each.gradient),
  }));
  draft.statistics = draft.statistics.map((each) => ({ ...each, value: renumber(each.value) }));
  draft.update = draft.update.map((step) =>
    step.op === 'penalty'
      ? { ...step, value: renumber(step.value), gradient: renumber(step.gradient) }
      : step,
  );
  const ports = <T extends { buffer: number }>(list: T[]) =>
    list.map((port) => ({ ...port, buffer: renumber(port.buffer) }));
  draft.inputs = ports(draft.inputs);
  draft.targets = ports(draft.targets);
  draft.outputs = ports(draft.outputs);
  draft.losses = draft.losses.map((loss) => ({
    ...loss,
    prediction: renumber(loss.prediction),
    target: renumber(loss.target),
    value: renumber(loss.value),
  }));
}
