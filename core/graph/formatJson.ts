import { isNumberBlock } from '../train/numbers';

const lineWidth = 110;
/** Of a long list, so many numbers become text at once. */
const numbersAtOnce = 4096;

/** JSON as the files here are laid out: what fits on a line stands on one, arrays of numbers are wrapped. */
export function formatJson(value: unknown, indent = ''): string {
  return Array.from(jsonPieces(value, indent)).join('');
}

/** The same piece by piece: the text of ten million numbers is longer than a string can be. Blocks of numbers count as arrays. */
export function* jsonPieces(value: unknown, indent = ''): Generator<string> {
  const isShort = leastLength(value, lineWidth) <= lineWidth;
  const flat = isShort ? (JSON.stringify(value, withPlainNumbers) ?? 'null') : null;
  if (
    flat !== null &&
    (typeof value !== 'object' || value === null || flat.length + indent.length <= lineWidth)
  ) {
    yield flat;
    return;
  }
  const inner = `${indent}  `;
  if (isNumberBlock(value)) yield* wrapNumbers(value, indent);
  else if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'number')) return yield* wrapNumbers(value, indent);
    yield '[\n';
    for (const [index, item] of value.entries()) {
      yield index === 0 ? inner : `,\n${inner}`;
      yield* jsonPieces(item, inner);
    }
    yield `\n${indent}]`;
  } else if (typeof value === 'object' && value !== null) {
    let before = '{\n';
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${before}${inner}${JSON.stringify(key)}: `;
      yield* jsonPieces(field, inner);
      before = ',\n';
    }
    yield before === '{\n' ? `{\n\n${indent}}` : `\n${indent}}`;
  } else yield JSON.stringify(value) ?? 'null';
}

function withPlainNumbers(_key: string, value: unknown): unknown {
  return isNumberBlock(value) ? Array.from(value) : value;
}

/**
 * How long the JSON of a value is at least; counting ends above `most`. Keeps megabytes of weights from being written at every level
 * just to find that they do not fit on a line.
 */
function leastLength(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 1;
  let length = 2;
  if (isNumberBlock(value)) return length + value.length;
  for (const field of Array.isArray(value) ? value : Object.values(value)) {
    length += leastLength(field, most - length);
    if (length > most) break;
  }
  return length;
}

/** As many numbers on a line as fit, with a comma and a space behind each. */
function* wrapNumbers(numbers: ArrayLike<number>, indent: string): Generator<string> {
  const inner = `${indent}  `;
  const room = lineWidth - inner.length;
  let text = '';
  let before = '[\n';
  for (let first = 0; first < numbers.length; first += numbersAtOnce) {
    const isLast = first + numbersAtOnce >= numbers.length;
    const some = Array.prototype.slice.call(numbers, first, first + numbersAtOnce);
    text += JSON.stringify(some).slice(1, -1).replaceAll(',', ', ') + (isLast ? '' : ', ');
    const lines: string[] = [];
    let start = 0;
    // What may not fill a line yet waits for the numbers behind it.
    while (isLast ? start < text.length : start + room < text.length) {
      let end = start + room >= text.length ? text.length : text.lastIndexOf(' ', start + room - 1) + 1;
      // A number longer than a line has one to itself.
      if (end <= start) end = text.indexOf(' ', start) + 1 || text.length;
      lines.push(inner + text.slice(start, end).trimEnd());
      start = end;
    }
    text = text.slice(start);
    if (lines.length === 0) continue;
    yield before + lines.join('\n');
    before = '\n';
  }
  yield `\n${indent}]`;
}
