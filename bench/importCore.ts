/** What the bench of imports needs, bundled into one file by `import.mjs`. */
export { fitColumn } from '../core/data/encode';
export { encodeInto } from '../core/data/encodeMatrix';
export { columnSpec } from '../core/data/guess';
export { readColumn } from '../core/data/readColumn';
export { DataEngine } from '../duckdb/dataEngine';
