/** A file name without extension that is safe on every system: `Iris (2)` → `iris-2`. */
export function moduleName(projectName: string): string {
  const plain = projectName.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 60);
  // Names that Windows keeps for devices.
  return words === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(words)
    ? `model${words && `-${words}`}`
    : words;
}
