/** Collects helper functions: each goes into the file once, whoever asks for it. */
export type AddHelper = (name: string, source: string) => string;

/** Functions of an exported file that belong to no node. Each is written only where it is called. */
export const ownHelpers = {
  finite: `/** The value, which must be a finite number. */
function finite(value: number, column: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RangeError(\`Column "\${column}" needs a finite number, but got \${String(value)}.\`);
  }
  return value;
}`,
  scaled: `/** Standard scaling, with the mean and deviation of the training rows. */
function scaled(value: number, column: string, mean: number, deviation: number): number {
  return (finite(value, column) - mean) / deviation;
}`,
  oneHot: `/** 1 at the category's place, 0 elsewhere. */
function oneHot<Category extends string>(value: Category, column: string, categories: readonly Category[]): number[] {
  const index = categories.indexOf(value);
  if (index < 0) {
    throw new RangeError(\`Column "\${column}" knows \${categories.join(', ')}, but got \${String(value)}.\`);
  }
  return categories.map((_, i) => (i === index ? 1 : 0));
}`,
  mostLikely: `/** The label whose output is the largest. */
function mostLikely<Name>(names: readonly Name[], outputs: readonly number[]): Name {
  let best = 0;
  outputs.forEach((output, i) => {
    if (output > outputs[best]!) best = i;
  });
  return names[best]!;
}`,
  byLabel: `function byLabel<Name extends string | number>(names: readonly Name[], outputs: readonly number[]): Record<Name, number> {
  return Object.fromEntries(names.map((name, i) => [name, outputs[i]!])) as Record<Name, number>;
}`,
} as const;
