/** More than this is not laid out; the file is written whole. */
const mostCharacters = 40_000;
/** Rows of weights are long; what is beyond is not for reading. */
const mostInLine = 240;

export interface Excerpt {
  shown: string;
  /** How much of the file is beyond, in bytes of UTF-8; 0 where all of it is shown. */
  left: number;
}

/** The beginning of a file's text, with its longest lines cut. A long text comes as UTF-8, of which no more is read than is shown. */
export function excerpt(content: string | Uint8Array): Excerpt {
  const { start, left } = typeof content === 'string' ? ofText(content) : ofBytes(content);
  const shown = start
    .split('\n')
    .map((line) => (line.length > mostInLine ? `${line.slice(0, mostInLine)} …` : line))
    .join('\n');
  return { shown, left };
}

function ofText(text: string) {
  const start = text.slice(0, mostCharacters);
  return { start, left: text.length > start.length ? byteLength(text) - byteLength(start) : 0 };
}

function ofBytes(bytes: Uint8Array) {
  const first = bytes.subarray(0, mostCharacters);
  // With `stream`, the first half of a character at the end is left out.
  return { start: new TextDecoder().decode(first, { stream: true }), left: bytes.length - first.length };
}

/** In UTF-8. */
export function byteLength(content: string | Uint8Array): number {
  return typeof content === 'string' ? new TextEncoder().encode(content).length : content.length;
}
