import type { PackedParameters } from '../train/schema';
import { asciiText } from './bytes';
import { areFloat32, mostDigits, type WriteNumber, writeFloat32, writeFloat64 } from './decimals';
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
  const write = precision === 'float32' ? writeFloat32 : writeFloat64;
  writeObject(writer, parameters, indent, (node, deeper) => {
    writeObject(writer, node, deeper, (given, deepest) => {
      if (typeof given[0] === 'object') writeMatrix(writer, given as ArrayLike<number>[], deepest, write);
      else writeRow(writer, given as ArrayLike<number>, deepest, write);
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
  write: WriteNumber,
): void {
  const elements = rows.length * (rows[0]?.length ?? 0);
  const flat = elements > lineWidth ? null : `[${rows.map((row) => flatRow(row, write)).join(',')}]`;
  if (flat !== null && flat.length + indent.length <= lineWidth) {
    writer.text(flat);
    return;
  }
  const inner = `${indent}  `;
  writer.text('[\n');
  rows.forEach((row, index) => {
    writer.text(index === 0 ? inner : `,\n${inner}`);
    writeRow(writer, row, inner, write);
  });
  writer.text(`\n${indent}]`);
}

function writeRow(writer: TextWriter, row: ArrayLike<number>, indent: string, write: WriteNumber): void {
  const flat = row.length > lineWidth ? null : flatRow(row, write);
  if (flat !== null && flat.length + indent.length <= lineWidth) {
    writer.text(flat);
    return;
  }
  writer
    .text('[\n')
    .numbers(row, { write, indent: `${indent}  `, lastComma: false })
    .text(`\n${indent}]`);
}

const room = new Uint8Array((lineWidth + 1) * mostDigits);

function flatRow(row: ArrayLike<number>, write: WriteNumber): string {
  let at = 0;
  for (let i = 0; i < row.length; i++) {
    if (i > 0) room[at++] = 44;
    at = write(room, at, row[i]!);
  }
  return `[${asciiText(room.subarray(0, at))}]`;
}
