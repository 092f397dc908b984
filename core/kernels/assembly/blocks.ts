/** Sizes of the blocks that larger products are worked out in; plain enough for both languages, as `opcodes.ts`. */

/** Depth of a block: a panel of b (8 columns) takes 8 KB, one of a (4 rows) takes 4 KB. */
export const depthOfBlock = 256;
/** Elements of a block of a: 256 KB, a part of the second cache. */
export const elementsOfBlock = 65_536;
