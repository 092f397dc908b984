import { type CheckInput, defineExporter } from '../exporter';
import { writeTypescript } from '.';
import { typescriptOptions } from './options';

export const typescriptExporter = defineExporter({
  format: 'typescript',
  label: 'TypeScript',
  extension: '.ts',
  summary: 'One file without dependencies that predicts from typed rows, in any browser or Node.',
  options: typescriptOptions,
  write: (model, options, name) => {
    const extension = { typescript: '.ts', javascript: '.js', commonJs: '.cjs' }[options.form];
    return [{ name: name + extension, content: writeTypescript(model, options) }];
  },
  check: { method: 'Run as JavaScript', tolerance: 1e-5, run },
});

/** The file without its types, with the functions that a check needs. */
function run({ rows, host, again }: CheckInput): ArrayLike<number>[] {
  const [file] = again({ form: 'commonJs', batch: true, selfTest: true });
  const { predictBatch, selfTest } = host.runCommonJs(file!.content) as {
    predictBatch(rows: Float32Array): Float32Array;
    selfTest(): number;
  };
  selfTest();
  const results = predictBatch(Float32Array.from(rows.flat()));
  const width = results.length / rows.length;
  return rows.map((_, row) => results.subarray(row * width, (row + 1) * width));
}
