/**
 * Names as in the header, each of them once: an empty name becomes `column 3`, one that came before becomes `a (2)`.
 * Names are compared as they are, with the space around them.
 */
export function uniqueColumnNames(header: readonly string[]): string[] {
  const inHeader = new Set(header);
  const given = new Set<string>();
  return header.map((cell, index) => {
    const wanted = cell.trim() === '' ? `column ${index + 1}` : cell;
    // A made-up name stays clear of names that stand further right in the header.
    const isFree = (name: string) => !given.has(name) && (name === cell || !inHeader.has(name));
    let name = wanted;
    for (let n = 2; !isFree(name); n++) name = `${wanted} (${n})`;
    given.add(name);
    return name;
  });
}
