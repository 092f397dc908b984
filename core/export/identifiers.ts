/** Words that cannot name a variable of an exported file: the language's own, and the globals it reads. */
const reserved = `
  abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default
  delete do else enum eval export extends false finally for from function get if implements import in infer instanceof
  interface is keyof let module namespace never new null number object of package private protected public readonly
  require return set static string super switch symbol this throw true try type typeof undefined unique unknown var
  void while with yield globalThis window self Array Boolean Error Infinity JSON Math NaN Number Object Promise
  RangeError Record String Symbol TypeError
`
  .trim()
  .split(/\s+/);

/** Hands out names for one file, each of them once. */
export class Names {
  private readonly taken = new Set(reserved);

  /** Keeps every identifier in a piece of source from being handed out. */
  reserveIn(source: string): void {
    for (const [identifier] of source.matchAll(/[A-Za-z_$][\w$]*/g)) this.taken.add(identifier);
  }

  /** Keeps the names of the functions in a piece of source; what is inside them is their own. */
  reserveFunctions(source: string): void {
    for (const [, name] of source.matchAll(/^function ([\w$]+)/gm)) this.taken.add(name!);
  }

  has(name: string): boolean {
    return this.taken.has(name);
  }

  /** `base`, or `base2`, `base3`, … where it is taken. */
  take(base: string): string {
    let name = base;
    for (let n = 2; this.taken.has(name); n++) name = `${base}${n}`;
    this.taken.add(name);
    return name;
  }
}

/**
 * A variable's name from what a person calls a thing: `Sepal length (cm)` → `sepalLengthCm`. Letters outside ASCII lose
 * their accents or drop out; `fallback` stands in where nothing is left.
 */
export function camelCase(text: string, fallback: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  if (joined === '') return fallback;
  return /^\d/.test(joined) ? fallback + joined : joined;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  // An abbreviation stays together: `RGB mean` → `rgbMean`.
  return text === text.toUpperCase() ? text.toLowerCase() : text.charAt(0).toLowerCase() + text.slice(1);
}
