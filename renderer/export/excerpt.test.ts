import { describe, expect, test } from 'vitest';
import { excerpt } from './excerpt';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('the beginning of a file', () => {
  test.each([(text: string) => text, utf8])('is all of a short one', (as) => {
    expect(excerpt(as('const a = 1;\n// über'))).toEqual({ shown: 'const a = 1;\n// über', bytes: 21 });
  });

  test.each([(text: string) => text, utf8])(
    'is the beginning of a long one, and says how much that is',
    (as) => {
      const text = 'line\n'.repeat(100_000);
      const { shown, bytes } = excerpt(as(text));
      expect(text.startsWith(shown)).toBe(true);
      expect(shown.length).toBeGreaterThan(1_000);
      expect(bytes).toBe(shown.length);
      expect(bytes).toBeLessThan(text.length);
    },
  );

  test('does not end within a character', () => {
    expect(excerpt(utf8(`a${'é\n'.repeat(50_000)}`)).shown).not.toContain('\ufffd');
  });

  test('cuts lines that nobody reads to their end', () => {
    const { shown } = excerpt(`short\n${'9'.repeat(1_000)}\nshort`);
    expect(shown.split('\n').map((line) => line.length)).toEqual([5, 242, 5]);
  });
});
