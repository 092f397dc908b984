import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight';

const join = (tokens: { text: string }[]) => tokens.map(({ text }) => text).join('');

describe('highlight', () => {
  it('never changes the text', () => {
    const code = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('"', "'", '#', '"""', '`', '//', '/*', '*/', '\n', '-1e5', 'const', '\\'),
      ),
    );
    fc.assert(
      fc.property(code, (parts) => {
        const text = parts.join('');
        for (const language of ['typescript', 'json', 'python', 'c'] as const) {
          expect(join(highlight(text, language))).toBe(text);
        }
      }),
    );
  });

  it('tells comments, strings, numbers and keywords apart', () => {
    const kinds = highlight('const a = [-1.5e-3, "x // y"]; // done', 'typescript')
      .filter(({ kind }) => kind !== 'plain')
      .map(({ kind, text }) => `${kind} ${text}`);
    expect(kinds).toEqual(['keyword const', 'number -1.5e-3', 'string "x // y"', 'comment // done']);
  });
});
