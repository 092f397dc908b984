import { base64, float32Bytes } from '../bytes';
import { writeFloat32, writeFloat64 } from '../decimals';
import { commentName, listLiteral, numberLiteral } from '../literals';
import type { Constant } from '../program';
import type { TextWriter } from '../textWriter';

/** So many units' weights stand together, for each input side by side: the inner loop of `dense` then reads straight on. */
const unitsTogether = 8;

export interface NumberForm {
  type: 'Float32Array' | 'Float64Array';
  /** As a text that is decoded, or as literals. */
  written: 'base64' | 'numbers';
}

/** A parameter as a constant of the file, weights in the order in which `dense` reads them. */
export function writeConstant(
  writer: TextWriter,
  name: string,
  constant: Constant,
  { type, written }: NumberForm,
): void {
  const isWeights = constant.name === 'weights';
  const values = isWeights ? inGroups(constant) : constant.values;
  const shape = isWeights ? `[${constant.columns} units][${constant.rows} inputs]` : `[${constant.columns}]`;
  const order = isWeights && constant.columns >= unitsTogether ? ', in groups of eight units' : '';
  writer.text(
    `\n\n/** ${commentName(constant.node.name)}: ${constant.name}${shape}${order} */\nconst ${name} = `,
  );
  if (written === 'base64') {
    writer
      .text("float32('")
      .bytes(base64(float32Bytes(values)))
      .text("');");
    return;
  }
  const write = type === 'Float32Array' ? writeFloat32 : writeFloat64;
  writer.text(`new ${type}([\n`).numbers(values, { write, indent: '  ', lastComma: true }).text('\n]);');
}

/**
 * [inFeatures][units] as groups of eight units: [units / 8][inFeatures][8], then what is left of the units as [units][inFeatures].
 */
function inGroups({ rows: inFeatures, columns: units, values }: Constant): Float64Array {
  const grouped = new Float64Array(values.length);
  const whole = units - (units % unitsTogether);
  for (let i = 0; i < inFeatures; i++) {
    const from = i * units;
    for (let unit = 0, to = i * unitsTogether; unit < whole; unit += unitsTogether) {
      for (let k = 0; k < unitsTogether; k++) grouped[to + k] = values[from + unit + k]!;
      to += inFeatures * unitsTogether;
    }
    for (let unit = whole; unit < units; unit++) grouped[unit * inFeatures + i] = values[from + unit]!;
  }
  return grouped;
}

/** Literals of numbers, every group on lines of its own. */
export function numberList(values: ArrayLike<number>, perGroup: number): string {
  const literals = Array.from(values, numberLiteral);
  if (literals.length <= perGroup) return listLiteral(literals, '', 40);
  const groups: string[] = [];
  for (let start = 0; start < literals.length; start += perGroup) {
    const text = listLiteral(literals.slice(start, start + perGroup), '  ', 2);
    groups.push(`  ${text.replace(/^\[\s*|,?\s*\]$/g, '')},`);
  }
  return `[\n${groups.join('\n')}\n]`;
}
