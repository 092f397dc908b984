import { describe, expect, it } from 'vitest';
import { detachNumbers } from '../../core/graph/detachNumbers';
import type { CommandOf } from '../../core/protocol';
import { CommandReader } from './commandReader';
import { xorProject } from './testing/xor';

const bias = Float32Array.from({ length: 70_000 }, (_, index) => index / 3);

function predict(): CommandOf<'predict'> {
  const { graph, dataset, training } = xorProject();
  return {
    type: 'predict',
    requestId: 1,
    graph,
    dataset,
    training,
    dataId: 'd',
    parameters: { h: { bias } },
  };
}

describe('CommandReader', () => {
  it('puts the numbers back that came before', () => {
    const reader = new CommandReader();
    const { value, size, bytes } = detachNumbers(predict());
    for (const [start, end] of [
      [0, 1000],
      [1000, size],
    ] as const) {
      expect(reader.read({ type: 'numbers', id: 5, size, start, part: bytes(start, end) })).toBeNull();
    }
    const read = reader.read({ ...value, numbers: 5 });
    if (!read?.ok || read.command.type !== 'predict') throw new Error('not read');
    expect(read.command.parameters.h!.bias).toEqual(bias);
  });

  it('refuses a command whose numbers have not come, or do not fit it, and numbers that do not fit themselves', () => {
    const reader = new CommandReader();
    const { value } = detachNumbers(predict());
    const refused = { ok: false, why: expect.stringContaining('parameters') };
    expect(reader.read({ ...value, numbers: 5 })).toEqual(refused);
    reader.read({ type: 'numbers', id: 6, size: 8, start: 0, part: new Uint8Array(8) });
    expect(reader.read({ ...value, numbers: 6 })).toEqual(refused);
    expect(reader.read({ type: 'numbers', id: 7, size: 8, start: 4, part: new Uint8Array(8) })).toMatchObject(
      {
        ok: false,
      },
    );
    expect(reader.read(null)).toMatchObject({ ok: false });
  });
});
