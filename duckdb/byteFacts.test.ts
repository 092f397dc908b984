import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteLook } from './byteFacts';

function factsOf(text: string, pieceBytes: number) {
  const look = new ByteLook(pieceBytes);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    look.add(bytes.copy(look.piece, 0, at, Math.min(bytes.length, at + pieceBytes)));
  return look.facts();
}

const parts = [
  '0',
  '00',
  '7',
  '_',
  '-',
  '+',
  '.',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '"',
  "'",
  ' ',
  'a',
  'é',
  '\0',
];

describe('the look at bytes', () => {
  it('finds what expressions find, wherever pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts), { maxLength: 80 }),
        fc.integer({ min: 1, max: 70 }),
        (list, pieceBytes) => {
          const text = list.join('');
          expect(factsOf(text, pieceBytes)).toEqual({
            hasZero: text.includes('\0'),
            hasDigitGroups: /\d_\d/.test(text),
            hasZeroInFront: /(^|[,;\t|\n\r"' ])[+-]?0\d/.test(text),
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['007', 'a,07', 'a,-00', '1_000', 'a\0'])('finds %j far into a long text', (cell) => {
    const text = `${'0.125,-0.5\n'.repeat(5000)}${cell}${'\n0.5'.repeat(300)}`;
    const found = Object.values(factsOf(text, 4096)).filter(Boolean);
    expect(found).toEqual([true]);
    expect(Object.values(factsOf(text.replace(cell, '1'), 4096))).toEqual([false, false, false]);
  });
});
