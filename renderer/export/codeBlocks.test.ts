import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeBlocks } from './codeBlocks';
import { highlight } from './highlight';

const textOf = (blocks: ReturnType<typeof codeBlocks>) =>
  blocks.map((block) => block.map(({ text }) => text).join(''));

test('a long text is cut at ends of lines', () => {
  const text = '[1, 2, 3],\n'.repeat(2000);
  const blocks = textOf(codeBlocks(highlight(text, 'json')));
  expect(blocks.length).toBeGreaterThan(10);
  expect(blocks.join('')).toBe(text);
  for (const block of blocks) expect(block.endsWith('\n')).toBe(true);
  expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(3000);
});

test('nothing is lost, and all but the last end with their line', () => {
  const lines = fc.array(fc.constantFrom('const a = 1;\n', '// no end ', '"\n"', '7, ', '\n'), {
    maxLength: 3000,
  });
  fc.assert(
    fc.property(lines, (parts) => {
      const text = parts.join('');
      const blocks = textOf(codeBlocks(highlight(text, 'typescript')));
      expect(blocks.join('')).toBe(text);
      expect(blocks.slice(0, -1).every((block) => block.endsWith('\n'))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
