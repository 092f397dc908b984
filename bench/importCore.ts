/** What the bench of imports needs, bundled into one file by `import.mjs`. */
export { fitColumn, fittedWidth } from '../core/data/encode';
export { encodeMatrix } from '../core/data/encodeMatrix';
export { columnSpec } from '../core/data/guess';
export { readColumn } from '../core/data/readColumn';
export { DataEngine } from '../duckdb/dataEngine';
