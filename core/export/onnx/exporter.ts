import { evaluateOnnx } from '../../import/onnx/evaluate';
import { type OnnxModel, readOnnx, type Tensor } from '../../import/onnx/model';
import { utf8Bytes, utf8Text } from '../bytes';
import { type CheckInput, defineExporter } from '../exporter';
import { writeOnnx } from '.';
import { onnxOptions } from './options';

export const onnxExporter = defineExporter({
  format: 'onnx',
  label: 'ONNX',
  extension: '.onnx',
  summary: 'For ONNX Runtime and everything else that reads ONNX, encoding included.',
  options: onnxOptions,
  write: (model, options, name) => [{ name: `${name}.onnx`, content: writeOnnx(model, options) }],
  check: { method: 'Read back and run operator by operator', tolerance: 1e-5, run },
});

function run({ files, rows }: CheckInput): Float64Array[] {
  const model = readOnnx(files[0]!.content as Uint8Array);
  const outputs = evaluateOnnx(model, inputsOf(model, rows));
  const heads = [...outputs.values()];
  return rows.map((_, row) =>
    Float64Array.from(
      heads.flatMap(({ shape: [, width], values }) => [...values.subarray(row * width!, (row + 1) * width!)]),
    ),
  );
}

/** The rows as the model wants them: all in one input, or one for each column with categories as text. */
function inputsOf({ properties }: OnnxModel, rows: CheckInput['rows']): Map<string, Tensor> {
  const listed = properties.get('inputs');
  if (listed === undefined) {
    const values = Float64Array.from(rows.flat());
    return new Map([['row', { shape: [rows.length, rows[0]!.length], values }]]);
  }
  const columns = JSON.parse(listed) as { input: string; categories?: string[] }[];
  const tensor = (place: number, categories: string[] | undefined): Tensor => {
    const values = Float64Array.from(rows, (row) => row[place]!);
    const texts = categories && Array.from(values, (index) => wellFormed(categories[index] ?? ''));
    return { shape: [rows.length, 1], values, ...(texts && { texts }) };
  };
  return new Map(columns.map(({ input, categories }, place) => [input, tensor(place, categories)]));
}

/** As the text stands in the file: half a surrogate pair has no place in UTF-8. */
function wellFormed(text: string): string {
  return utf8Text(utf8Bytes(text));
}
