/** Sizes of the blocks that larger products are worked out in; plain enough for both languages, as `opcodes.ts`. */

/** Depth of a block: two panels of b (8 columns) take 16 KB, one of a (4 rows) takes 4 KB. */
export const depthOfBlock = 256;
/** Elements of a block of a: 256 KB, a part of the second cache. */
export const elementsOfBlock = 65_536;
/**
 * Above this depth 16 columns of b are copied at once instead of eight: a line of the cache holds as many, and would be gone before
 * the next eight are wanted.
 */
export const depthOfNarrowPanels = 64;
