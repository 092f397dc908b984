/** What the bench of the exports needs, bundled into one file by `exports.mjs`. */
export { exporters, exportModel, prepareExport, writePrepared } from '../core/export';
export { trainedModel } from '../core/export/model';
export { engineOutputs, sampleRows } from '../core/export/sampleRows';
export { exportChecked, verifyExport } from '../core/export/verify';
export { parseProject } from '../core/graph/project';
