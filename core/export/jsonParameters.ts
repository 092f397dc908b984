import type { PackedParameters } from '../train/schema';
import { areFloat32, float32Form, float64Form, type NumberForm } from './decimals';
import type { TextWriter } from './textWriter';

const lineWidth = 110;

/** What the parameters' numbers are, so that no digit is written that tells nothing. */
export function precisionOf(parameters: PackedParameters): 'float32' | 'float64' {
  const rows = Object.values(parameters).flatMap((node) => Object.values(node).flatMap(rowsOf));
  return rows.every(areFloat32) ? 'float32' : 'float64';
}

/** The parameters as JSON, laid out as `formatJson` does: what fits on a line stands on one, rows of numbers are wrapped. */
export function writeParameters(
  writer: TextWriter,
  parameters: PackedParameters,
  precision: 'float32' | 'float64',
  indent: string,
): void {
  const form = precision === 'float32' ? float32Form : float64Form;
  writeObject(writer, parameters, indent, (node, deeper) => {
    writeObject(writer, node, deeper, (given, deepest) => {
      if (typeof given[0] === 'object') writeMatrix(writer, given as ArrayLike<number>[], deepest, form);
      else writeRow(writer, given as ArrayLike<number>, deepest, form);
    });
  });
}

function rowsOf(given: ArrayLike<number>[] | ArrayLike<number>): ArrayLike<number>[] {
  return typeof given[0] === 'object' ? (given as ArrayLike<number>[]) : [given as ArrayLike<number>];
}

function writeObject<Field>(
  writer: TextWriter,
  object: Record<string, Field>,
  indent: string,
  writeField: (field: Field, indent: string) => void,
): void {
  const inner = `${indent}  `;
  let before = '{\n';
  for (const [key, field] of Object.entries(object)) {
    writer.text(`${before}${inner}${JSON.stringify(key)}: `);
    writeField(field, inner);
    before = ',\n';
  }
  writer.text(before === '{\n' ? '{}' : `\n${indent}}`);
}

function writeMatrix(
  writer: TextWriter,
  rows: readonly ArrayLike<number>[],
  indent: string,
  form: NumberForm,
): void {
  const flat = flatMatrix(rows, lineWidth - indent.length, form);
  if (flat !== null) {
    writer.text(flat);
    return;
  }
  const inner = `${indent}  `;
  writer.text('[\n');
  rows.forEach((row, index) => {
    writer.text(index === 0 ? inner : `,\n${inner}`);
    writeRow(writer, row, inner, form);
  });
  writer.text(`\n${indent}]`);
}

function writeRow(writer: TextWriter, row: ArrayLike<number>, indent: string, form: NumberForm): void {
  const flat = flatRow(row, lineWidth - indent.length, form);
  if (flat !== null) {
    writer.text(flat);
    return;
  }
  writer
    .text('[\n')
    .numbers(row, { form, indent: `${indent}  `, lastComma: false })
    .text(`\n${indent}]`);
}

/** All rows on a line of so many characters; null where they need more. */
function flatMatrix(rows: readonly ArrayLike<number>[], width: number, form: NumberForm): string | null {
  let text = '';
  for (const row of rows) {
    const flat = flatRow(row, width - text.length - 2, form);
    if (flat === null) return null;
    text += text === '' ? flat : `,${flat}`;
  }
  return text.length + 2 <= width ? `[${text}]` : null;
}

function flatRow(row: ArrayLike<number>, width: number, form: NumberForm): string | null {
  let text = '';
  for (let i = 0; i < row.length; i++) {
    text += i === 0 ? form.text(row[i]!) : `,${form.text(row[i]!)}`;
    if (text.length + 2 > width) return null;
  }
  return `[${text}]`;
}
