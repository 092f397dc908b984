import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiText, utf8Bytes } from './bytes';
import { areFloat32, mostDigits, writeFloat32, writeFloat64 } from './decimals';
import { parsePackedJson } from './packedJson';
import { TextWriter } from './textWriter';

const room = new Uint8Array(mostDigits);
const printed = (write: typeof writeFloat32, value: number) =>
  asciiText(room.subarray(0, write(room, 0, value)));

/** Every 32-bit pattern that is a finite number. */
const float32 = fc
  .nat(0xffff_ffff)
  .map((bits) => new Float32Array(Uint32Array.of(bits).buffer)[0]!)
  .filter(Number.isFinite);

describe('numbers as text', () => {
  test('a 32-bit float comes back from at most nine digits', () => {
    fc.assert(
      fc.property(fc.oneof(float32, fc.float({ noNaN: true, min: -2, max: 2 })), (value) => {
        const text = printed(writeFloat32, value);
        expect(Math.fround(Number(text))).toBe(value);
        expect(
          text
            .replace(/e.*/, '')
            .replace(/[-.]|^0+/g, '')
            .replace(/^0+|0+$/g, '').length,
        ).toBeLessThanOrEqual(9);
      }),
      { numRuns: 2000 },
    );
  });

  test('a 64-bit float comes back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(printed(writeFloat64, value))).toBe(value);
      }),
    );
  });

  test.each([
    [0.1, '0.1'],
    [1, '1'],
    [-0, '-0'],
    [100.25, '100.25'],
    [16_777_216, '16777216'],
    [3e-7, '3e-7'],
  ])('%d is written %s', (value, text) => {
    expect(printed(writeFloat32, Math.fround(value))).toBe(text);
  });

  test('tells 32-bit floats from others', () => {
    expect(areFloat32([0.5, Math.fround(0.1)])).toBe(true);
    expect(areFloat32([0.5, 0.1])).toBe(false);
  });
});

test('a long list keeps every number over all its chunks', () => {
  const values = Float64Array.from({ length: 1_000_003 }, (_, i) => Math.fround(Math.sin(i) / (1 + (i % 9))));
  const text = new TextWriter()
    .numbers(values, { write: writeFloat32, indent: '    ', lastComma: false })
    .finish();
  expect(text).toBeInstanceOf(Uint8Array);
  const back = JSON.parse(`[${new TextDecoder().decode(text as Uint8Array)}]`) as number[];
  expect(back).toHaveLength(values.length);
  expect(back.findIndex((value, i) => Math.fround(value) !== values[i])).toBe(-1);
});

describe('parsePackedJson', () => {
  const plain = (value: unknown): unknown => {
    if (value instanceof Float64Array) return Array.from(value);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
  };

  test('reads what JSON.parse reads', () => {
    const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
      maxLength: 40,
    });
    const value = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.oneof(numbers, fc.array(numbers))));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1), (given, indent) => {
        const text = JSON.stringify(given, null, indent);
        expect(plain(parsePackedJson(utf8Bytes(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  const list = Array.from({ length: 20 }, (_, i) => i / 7 - 1);

  test('long lists are packed, lists of lists too', () => {
    const read = parsePackedJson(utf8Bytes(JSON.stringify({ a: [list, list], b: [1, 2] }))) as {
      a: unknown[];
      b: unknown;
    };
    expect(read.a).toEqual([Float64Array.from(list), Float64Array.from(list)]);
    expect(read.b).toEqual([1, 2]);
  });

  test.each(['\u0000', '\u00000', 'a"[1,2', '\\', '{"x": [1, 2, 3]}'])(
    'a text like %j is left alone',
    (text) => {
      expect(plain(parsePackedJson(utf8Bytes(JSON.stringify([text, list]))))).toEqual([text, list]);
    },
  );

  test('whatever is no JSON is refused', () => {
    const text = JSON.stringify({ name: 'x', list });
    for (let end = 0; end < text.length; end++) {
      expect(() => parsePackedJson(utf8Bytes(text.slice(0, end)))).toThrow(SyntaxError);
    }
    for (const number of ['01', '1.', '.5', '+1', '1e', '--1', '1 2', 'NaN', '0x1']) {
      expect(() => parsePackedJson(utf8Bytes(`[${list.join(',')},${number}]`))).toThrow(SyntaxError);
    }
  });
});
