import { code } from './code';

/** Collects helper functions: each goes into the file once, whoever asks for it. */
export type AddHelper = (name: string, source: string) => string;

/** Functions of an exported file that read rows and name answers. Each is written only where it is called. */
export const ownHelpers = {
  finite: code`/** The value, which must be a finite number. */
function finite(value«: number», column«: string»)«: number» {
  if (!Number.isFinite(value)) {
    throw new RangeError(\`Column "\${column}" needs a finite number, but got \${String(value)}.\`);
  }
  return value;
}`,
  categoryIndex: code`/** The place of a category in its list. */
function categoryIndex(value«: string», column«: string», categories«: readonly string[]»)«: number» {
  const index = categories.indexOf(value);
  if (index < 0) {
    throw new RangeError(\`Column "\${column}" knows \${categories.join(', ')}, but got \${String(value)}.\`);
  }
  return index;
}`,
  oneHot: code`/** 1 at the category's place, 0 elsewhere, over \`width\` places from \`start\` on. */
function oneHot(index«: number», into«: Float64Array», start«: number», width«: number»)«: void» {
  for (let i = 0; i < width; i++) into[start + i] = i === index ? 1 : 0;
}`,
  mostLikely: code`/** The label whose output is the largest; the first label's output stands at \`start\`. */
function mostLikely«<Name>»(names«: readonly Name[]», outputs«: Float64Array», start«: number»)«: Name» {
  let best = 0;
  let largest = outputs[start]«!»;
  for (let i = 1; i < names.length; i++) {
    const output = outputs[start + i]«!»;
    if (output > largest) {
      largest = output;
      best = i;
    }
  }
  return names[best]«!»;
}`,
  byLabel: code`function byLabel«<Name extends string | number>»(names«: readonly Name[]», outputs«: ArrayLike<number>», start«: number»)«: Record<Name, number>» {
  return Object.fromEntries(names.map((name, i) => [name, outputs[start + i]«!»]))« as Record<Name, number>»;
}`,
  float32: code`/** The 32-bit floats in a base64 text. */
function float32(base64«: string»)«: Float32Array» {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const places = new Uint8Array(128);
  for (let i = 0; i < 64; i++) places[alphabet.charCodeAt(i)] = i;
  const length = (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
  const bytes = new Uint8Array(length + 2);
  for (let from = 0, to = 0; from < base64.length; from += 4, to += 3) {
    const a = places[base64.charCodeAt(from)]«!»;
    const b = places[base64.charCodeAt(from + 1)]«!»;
    const c = places[base64.charCodeAt(from + 2)]«!»;
    const d = places[base64.charCodeAt(from + 3)]«!»;
    bytes[to] = (a << 2) | (b >> 4);
    bytes[to + 1] = (b << 4) | (c >> 2);
    bytes[to + 2] = (c << 6) | d;
  }
  const view = new DataView(bytes.buffer);
  const numbers = new Float32Array(length >> 2);
  for (let i = 0; i < numbers.length; i++) numbers[i] = view.getFloat32(4 * i, true);
  return numbers;
}`,
} as const;
