/** Source text of values. Nothing that stands in a name or a label can end a literal or a comment. */

// Controls, invisible formatting (also what turns text around), halves of surrogate pairs, line separators.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const lineWidth = 110;

/** A single-quoted string literal. */
export function quote(text: string): string {
  const escaped = text
    .replace(/[\\']/g, (character) => `\\${character}`)
    // Linters take this for a template that lost its backticks.
    .replace(/\$(?=\{)/g, '\\x24')
    .replace(unseen, (character) => {
      if (character === '\n') return '\\n';
      if (character === '\t') return '\\t';
      return `\\u{${character.codePointAt(0)!.toString(16)}}`;
    });
  return `'${escaped}'`;
}

/** Text for inside a block comment: on one line, and unable to close it. */
export function commentText(text: string): string {
  return text.replace(unseen, ' ').replaceAll('*/', '* /');
}

/** A name for a comment, in quotes and of bearable length. */
export function commentName(name: string): string {
  return `"${commentText(name.length > 80 ? `${name.slice(0, 80)}…` : name)}"`;
}

/** Digits enough to give the same float64 back. */
export function numberLiteral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

const isIdentifier = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__';

/** A key of an interface. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

/** A key of an object literal; computed where a plain one would set the prototype. */
export function propertyKey(name: string): string {
  return name === '__proto__' ? `[${quote(name)}]` : propertyName(name);
}

export function propertyAccess(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** `['a', 'b']`, over several lines where one is too short. */
export function listLiteral(items: readonly string[], indent: string, startColumn = 0): string {
  const flat = `[${items.join(', ')}]`;
  if (startColumn + flat.length <= lineWidth) return flat;
  return `[\n${wrap(items, `${indent}  `)}\n${indent}]`;
}

/** `'a' | 'b'`, one to a line where a line is too short. */
export function unionType(members: readonly string[], indent: string): string {
  const unique = [...new Set(members)];
  if (unique.length === 0) return 'never';
  const flat = unique.join(' | ');
  if (flat.length <= lineWidth - 30) return flat;
  return unique.map((member) => `\n${indent}  | ${member}`).join('');
}

function wrap(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const item of items) {
    if (line !== indent && line.length + item.length + 1 > lineWidth) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${item}, `;
  }
  return [...lines, line.trimEnd()].join('\n');
}
