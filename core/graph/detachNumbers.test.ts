import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachNumbers, detachNumbers } from './detachNumbers';
import { serializeProject } from './project';
import type { Project } from './schema';

const block = (length: number) => Float32Array.from({ length }, (_, index) => index / 7);

/** Parts of one block of memory, as the engine sends them. */
function largeProject() {
  const all = block(80_000);
  return {
    name: 'Large',
    list: [1, 2],
    parameters: {
      constructor: { weights: [all.subarray(0, 39_999), all.subarray(39_999, 79_998)], bias: [1, 2] },
    },
    checkpoint: { step: 3, optimizerState: [new Float64Array([1 / 3, 2]), [4, 5]] },
  };
}

describe('detachNumbers', () => {
  it('takes the blocks out and puts them back from parts of any size', () => {
    const project = largeProject();
    const { value, size, bytes } = detachNumbers(project);
    expect(JSON.stringify(value).length).toBeLessThan(1000);
    const all = new Uint8Array(size);
    for (let start = 0; start < size; start += 10_007) {
      all.set(bytes(start, Math.min(size, start + 10_007)), start);
    }
    expect(attachNumbers(structuredClone(value), all.buffer)).toEqual(project);
  });

  it('leaves few numbers in the value, as arrays', () => {
    const few = { parameters: { h: { weights: [block(3), block(3)], bias: [1] } } };
    const { value, size } = detachNumbers(few);
    expect(size).toBe(0);
    expect(JSON.stringify(value.parameters.h.weights)).toBe(
      JSON.stringify(few.parameters.h.weights.map((row) => Array.from(row))),
    );
  });
});

it('writes blocks of numbers as arrays are written', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 9000 }), fc.nat(40), (numbers, columns) => {
      const text = (of: (row: number[]) => ArrayLike<number>) => {
        const weights = [0, 1, 2].map((row) => of(numbers.slice(row * columns, (row + 1) * columns)));
        return serializeProject({ parameters: { h: { weights, bias: of(numbers) } } } as unknown as Project);
      };
      const packed = text((row) => Float64Array.from(row));
      expect(packed).toBe(text((row) => row));
      expect(JSON.stringify(JSON.parse(packed).parameters.h.bias)).toBe(JSON.stringify(numbers));
    }),
    { numRuns: 30 },
  );
});
