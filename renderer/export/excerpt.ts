/** More than this is not laid out; the file is written whole. */
const mostCharacters = 40_000;
/** Rows of weights are long; what is beyond is not for reading. */
const mostInLine = 240;

export interface Excerpt {
  shown: string;
  /** How much of the file that is, in bytes of UTF-8. */
  bytes: number;
}

/** The beginning of a file's text, with its longest lines cut. A long text comes as UTF-8, of which no more is read than is shown. */
export function excerpt(content: string | Uint8Array): Excerpt {
  const { start, bytes } = typeof content === 'string' ? ofText(content) : ofBytes(content);
  const shown = start
    .split('\n')
    .map((line) => (line.length > mostInLine ? `${line.slice(0, mostInLine)} …` : line))
    .join('\n');
  return { shown, bytes };
}

function ofText(text: string) {
  const start = text.slice(0, mostCharacters);
  return { start, bytes: new TextEncoder().encode(start).length };
}

function ofBytes(bytes: Uint8Array) {
  const first = bytes.subarray(0, mostCharacters);
  // With `stream`, the first half of a character at the end is left out.
  return { start: new TextDecoder().decode(first, { stream: true }), bytes: first.length };
}
