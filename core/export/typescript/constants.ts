import { base64, float32Bytes } from '../bytes';
import { float32Form, float64Form } from '../decimals';
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

/**
 * A parameter as a constant of the file, weights in the order in which `dense` reads them. `at`: where in the file's memory, in bytes,
 * or null where it has an array of its own.
 */
export function writeConstant(
  writer: TextWriter,
  name: string,
  constant: Constant,
  { type, written }: NumberForm,
  at: number | null,
): void {
  const isWeights = constant.name === 'weights';
  const values = isWeights ? inGroups(constant) : constant.values;
  const shape = isWeights ? weightsShape(constant) : `[${constant.columns}]`;
  writer.text(`\n\n/** ${commentName(constant.node.name)}: ${constant.name}${shape} */\nconst ${name} = `);
  const place = at === null ? '' : `${at}, `;
  if (written === 'base64') {
    writer
      .text(`float32(${place}'`)
      .bytes(base64(float32Bytes(values)))
      .text("');");
    return;
  }
  const form = type === 'Float32Array' ? float32Form : float64Form;
  writer
    .text(at !== null ? `inMemory(${place}[\n` : `new ${type}([\n`)
    .numbers(values, { form, indent: '  ', lastComma: true })
    .text('\n]);');
}

function weightsShape({ rows, columns }: Constant): string {
  return columns < unitsTogether
    ? `[${rows} inputs][${columns} units]`
    : `[${columns} units][${rows} inputs], in groups of eight units`;
}

/** [inFeatures][units] as groups of eight units: [units / 8][inFeatures][8], then what is left of the units as [inFeatures][rest]. */
function inGroups({ rows: inFeatures, columns: units, values }: Constant): Float64Array {
  const grouped = new Float64Array(values.length);
  const rest = units % unitsTogether;
  const whole = units - rest;
  for (let i = 0; i < inFeatures; i++) {
    const from = i * units;
    for (let unit = 0, to = i * unitsTogether; unit < whole; unit += unitsTogether) {
      for (let k = 0; k < unitsTogether; k++) grouped[to + k] = values[from + unit + k]!;
      to += inFeatures * unitsTogether;
    }
    const to = whole * inFeatures + i * rest;
    for (let k = 0; k < rest; k++) grouped[to + k] = values[from + whole + k]!;
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
