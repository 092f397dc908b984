import type { Token } from './highlight';

/** A block is laid out within a frame. */
const mostTokens = 400;

/** Cuts a long text into blocks of whole lines, each short enough to be laid out at once. The blocks put together are the text. */
export function codeBlocks(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  let block: Token[] = [];
  for (const token of tokens) {
    const end = token.text.lastIndexOf('\n') + 1;
    if (block.length < mostTokens || end === 0) {
      block.push(token);
      continue;
    }
    // The line goes on behind its end.
    blocks.push([...block, { ...token, text: token.text.slice(0, end) }]);
    block = end < token.text.length ? [{ ...token, text: token.text.slice(end) }] : [];
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}
