import { describe, expect, it } from 'vitest';
import { Mt19937 } from './mt19937';
import { Draws, Pcg32 } from './random';

describe('Pcg32', () => {
  it('repeats the published sequence of seed 42, stream 54', () => {
    const generator = new Pcg32(42, 54);
    const drawn = Array.from({ length: 6 }, () => generator.nextUint32());
    expect(drawn).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
  });

  it('gives each counter a sequence of its own', () => {
    const first = new Pcg32(1, 3, 0).permutation(100);
    const second = new Pcg32(1, 3, 1).permutation(100);
    expect(second).not.toEqual(first);
    expect(new Pcg32(1, 3, 1).permutation(100)).toEqual(second);
    expect([...second].sort((a, b) => a - b)).toEqual([...first].sort((a, b) => a - b));
  });

  it('draws below a bound evenly', () => {
    const generator = new Pcg32(7, 1);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[generator.below(6)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('Mt19937', () => {
  it('repeats NumPy: integers and uniforms of seed 1', () => {
    const integers = new Mt19937(1);
    expect(Array.from({ length: 4 }, () => integers.nextUint32())).toEqual([
      1791095845, 4282876139, 3093770124, 4005303368,
    ]);
    const draws = new Draws(new Mt19937(1));
    expect(Array.from({ length: 8 }, () => draws.random())).toEqual([
      0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977, 0.14675589081711304,
      0.0923385947687978, 0.1862602113776709, 0.34556072704304774,
    ]);
  });

  it('repeats NumPy: normals of seed 0', () => {
    const draws = new Draws(new Mt19937(0));
    expect(Array.from({ length: 8 }, () => draws.normal())).toEqual([
      1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675,
      -0.977277879876411, 0.9500884175255894, -0.1513572082976979,
    ]);
  });
});
