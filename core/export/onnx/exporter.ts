import { evaluateOnnx } from '../../import/onnx/evaluate';
import { readOnnx } from '../../import/onnx/model';
import { type CheckInput, defineExporter } from '../exporter';
import { noOptions } from '../options';
import { writeOnnx } from '.';

export const onnxExporter = defineExporter({
  format: 'onnx',
  label: 'ONNX',
  extension: '.onnx',
  summary: 'For ONNX Runtime and everything else that reads ONNX, encoding included.',
  options: noOptions,
  write: (model, _options, name) => [{ name: `${name}.onnx`, content: writeOnnx(model) }],
  check: { method: 'Read back and run operator by operator', tolerance: 1e-5, run },
});

function run({ files, rows }: CheckInput): Float64Array[] {
  const model = readOnnx(files[0]!.content as Uint8Array);
  const shape = [rows.length, rows[0]!.length];
  const outputs = evaluateOnnx(model, new Map([['row', { shape, values: Float64Array.from(rows.flat()) }]]));
  const heads = [...outputs.values()];
  return rows.map((_, row) =>
    Float64Array.from(
      heads.flatMap(({ shape: [, width], values }) => [...values.subarray(row * width!, (row + 1) * width!)]),
    ),
  );
}
