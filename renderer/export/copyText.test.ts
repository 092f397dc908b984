import { expect, test } from 'vitest';
import { previewOf } from '../../core/export/exportFile';
import { textOf, whyNotCopied } from './copyText';

const long = new TextEncoder().encode('wörter '.repeat(1_200_000));
const longPreview = previewOf({ name: 'long.json', content: long });

test('what the window sees of a long text is little, and the whole is put together to be copied', async () => {
  expect(longPreview).toMatchObject({ size: long.length, isWhole: false });
  expect(longPreview.content.length).toBeLessThan(100_000);
  const engine = {
    readExport: async ({ start, end }: { start: number; end: number }) => ({
      ok: true as const,
      value: long.slice(start, end),
    }),
  };
  expect(await textOf(engine, 7, longPreview)).toBe('wörter '.repeat(1_200_000));
  expect(await textOf(engine, 7, previewOf({ name: 'a.c', content: 'über' }))).toBe('über');
});

test('an export that is gone is no text', async () => {
  const engine = {
    readExport: async () => ({ ok: false as const, problem: { code: 'export.replaced', message: 'Gone.' } }),
  };
  expect(await textOf(engine, 7, longPreview)).toBeNull();
});

test('what cannot be copied says why', () => {
  const of = (name: string, size: number) => ({
    ...previewOf({ name, content: new Uint8Array(3) }),
    size,
  });
  expect(whyNotCopied([of('m.ts', 3)], '3 B')).toBeNull();
  expect(whyNotCopied([of('m.ts', 1e8)], '100 MB')).toBe(
    '100 MB is too long for the clipboard. Save it instead.',
  );
  expect(whyNotCopied([of('m.onnx', 3)], '3 B')).toBe('Only text can be copied.');
  expect(whyNotCopied([of('a.c', 3), of('a.h', 3)], '3 B')).toBe('Several files can only be saved.');
});
