/** Sizes of the blocks that larger products are worked out in; plain enough for both languages, as `opcodes.ts`. */

/** Depth: a panel of b (8 columns) takes 8 KB, one of a (4 rows) takes 4 KB. */
export const depthOfBlock = 256;
/** Columns of b, 256 KB at full depth. */
export const columnsOfBlock = 256;
/** Rows of a, 64 KB at full depth. */
export const rowsOfBlock = 64;
