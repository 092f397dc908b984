import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Bytes } from './bytes';
import { areFloat32, float32Form, float64Form } from './decimals';
import { parsePackedJson } from './packedJson';
import { TextWriter } from './textWriter';

/** Every 32-bit pattern that is a finite number. */
const float32 = fc
  .nat(0xffff_ffff)
  .map((bits) => new Float32Array(Uint32Array.of(bits).buffer)[0]!)
  .filter(Number.isFinite);

describe('numbers as text', () => {
  test('a 32-bit float comes back from at most nine digits', () => {
    fc.assert(
      fc.property(fc.oneof(float32, fc.float({ noNaN: true, min: -2, max: 2 })), (value) => {
        const text = float32Form.text(value);
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
        expect(Number(float64Form.text(value))).toBe(value);
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
    expect(float32Form.text(Math.fround(value))).toBe(text);
  });

  test('tells 32-bit floats from others', () => {
    expect(areFloat32([0.5, Math.fround(0.1)])).toBe(true);
    expect(areFloat32([0.5, 0.1])).toBe(false);
  });
});

test('a long list keeps every number over all its chunks', () => {
  const values = Float64Array.from({ length: 1_000_003 }, (_, i) => Math.fround(Math.sin(i) / (1 + (i % 9))));
  const text = new TextWriter()
    .numbers(values, { form: float32Form, indent: '    ', lastComma: false })
    .finish();
  expect(text).toBeInstanceOf(Uint8Array);
  const back = JSON.parse(`[${new TextDecoder().decode(text as Uint8Array)}]`) as number[];
  expect(back).toHaveLength(values.length);
  expect(back.findIndex((value, i) => Math.fround(value) !== values[i])).toBe(-1);
});

test('numbers stand with a comma behind each, on lines that are as long as they may be', () => {
  const number = fc.oneof(float32, fc.float({ noNaN: true, min: -2, max: 2 }), fc.constantFrom(0, -0, 7));
  const list = fc.array(number, { minLength: 1, maxLength: 300 });
  const laidOut = (values: readonly number[], indent: string) => {
    const lines: string[] = [];
    let line = indent;
    values.forEach((value, i) => {
      const item = `${float32Form.text(value)},`;
      const longer = i === 0 ? line + item : `${line} ${item}`;
      // A line takes a number that stands alone on it, however long.
      const isTooLong = longer.length > 110 && line !== indent;
      if (isTooLong) lines.push(line);
      line = isTooLong ? indent + item : longer;
    });
    return [...lines, line].join('\n');
  };
  fc.assert(
    fc.property(list, fc.nat(30), fc.integer({ min: 1, max: 40 }), (some, margin, times) => {
      // So many that they are written in several goes.
      const values = Array.from({ length: times }, () => some).flat();
      const indent = ' '.repeat(margin);
      const writer = new TextWriter().numbers(values, { form: float32Form, indent, lastComma: true });
      expect(writer.text('').finish()).toBe(laidOut(values, indent));
    }),
    { numRuns: 60 },
  );
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

  test('a list is read to the bit wherever the text is cut into pieces', () => {
    const space = fc.constantFrom('', ' ', '\n    ', ' '.repeat(300));
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom(
        '0',
        '-0',
        '1e22',
        '1E-22',
        '9007199254740993',
        '0.30000000000000004',
        `0.${'0'.repeat(40)}1`,
      ),
    );
    const cell = fc.tuple(space, number, fc.constantFrom('', ' ', '\t')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 16, maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (cells, times) => {
          const text = `{"a": [${Array.from({ length: times }, () => cells.join(',')).join(',')}]}`;
          const { a } = parsePackedJson(utf8Bytes(text)) as { a: ArrayLike<number> };
          const expected = (JSON.parse(text) as { a: number[] }).a;
          expect(a.length).toBe(expected.length);
          expect(expected.findIndex((value, i) => !Object.is(value, a[i]))).toBe(-1);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('a gap longer than such a piece is read too', () => {
    const text = `[${list.join(`,${' '.repeat(70_000)}`)}]`;
    expect(plain(parsePackedJson(utf8Bytes(text)))).toEqual(list);
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
