import { expect, it } from 'vitest';
import { newProject } from '../../core/graph/project';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import { sendNumbers, withNumbers } from './largeProject';

/** Main, as far as it keeps numbers. */
class Keeper {
  numbers = new Uint8Array();
  readonly sizes: number[] = [];
  readonly bridge = { request: this.request.bind(this) } as unknown as Pick<NeuroloomBridge, 'request'>;

  private async request(
    channel: string,
    asked: { size: number; start: number; end: number; part: Uint8Array },
  ) {
    if (channel === 'project:readNumbers') return this.numbers.slice(asked.start, asked.end);
    if (asked.start === 0) this.numbers = new Uint8Array(asked.size);
    this.sizes.push(asked.part.length);
    this.numbers.set(asked.part, asked.start);
    return null;
  }
}

it('takes the numbers of a large project to main and back in parts', async () => {
  const keeper = new Keeper();
  const all = Float32Array.from({ length: 3_000_000 }, (_, index) => Math.sqrt(index));
  const weights = Array.from({ length: 1000 }, (_, row) => all.subarray(row * 3000, (row + 1) * 3000));
  const project = { ...newProject('Large'), parameters: { h: { weights } } };
  const { project: rest, numbers } = await sendNumbers(keeper.bridge, project);
  expect(JSON.stringify(rest).length).toBeLessThan(200_000);
  expect(Math.max(...keeper.sizes)).toBeLessThanOrEqual(1 << 22);
  expect(numbers).toBeGreaterThan(0);
  const opened = { project: rest, fileName: null, hasData: false, numbers: keeper.numbers.length };
  const back = await withNumbers(keeper.bridge, opened);
  expect(back).toEqual(project);
});

it('sends a small project as it is', async () => {
  const { sizes, bridge } = new Keeper();
  const project = { ...newProject('Small'), parameters: { h: { bias: [1, 2] } } };
  expect(await sendNumbers(bridge, project)).toEqual({ project });
  expect(sizes).toEqual([]);
});
