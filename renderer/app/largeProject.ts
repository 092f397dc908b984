import { attachNumbers, detachNumbers } from '../../core/graph/detachNumbers';
import type { Project } from '../../core/graph/schema';
import { partsOf } from '../../core/parts';
import type { NeuroloomBridge, OpenedProject } from '../../electron/ipc/contract';

type Bridge = Pick<NeuroloomBridge, 'request'>;

let lastId = 0;

/** Sends the numbers of a large project ahead, in parts between which the window draws; what is left goes with the request itself. */
export async function sendNumbers(
  bridge: Bridge,
  project: Project,
): Promise<{ project: Project; numbers?: number }> {
  const { value, size, bytes } = detachNumbers(project);
  if (size === 0) return { project: value };
  lastId += 1;
  const id = lastId;
  for (const [start, end] of partsOf(size)) {
    await bridge.request('project:sendNumbers', { id, size, start, part: bytes(start, end) });
  }
  return { project: value, numbers: id };
}

/** The project that was opened with its numbers, which are fetched in parts. */
export async function withNumbers(bridge: Bridge, { project, numbers }: OpenedProject): Promise<unknown> {
  if (!numbers) return project;
  const all = new Uint8Array(numbers);
  for (const [start, end] of partsOf(numbers)) {
    all.set(await bridge.request('project:readNumbers', { start, end }), start);
  }
  return attachNumbers(project, all.buffer);
}
