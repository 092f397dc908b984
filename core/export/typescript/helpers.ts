import { code } from './code';

/** Collects helper functions: each goes into the file once, whoever asks for it. */
export type AddHelper = (name: string, source: string) => string;

/** Functions of an exported file that read rows and name answers. Each is written only where it is called. */
export const ownHelpers = {
  finite: code`/** The value, which must be a finite number. */
function finite(value«: number | null | undefined», column«: string»)«: number» {
  return Number.isFinite(value) ? «(»value« as number)» : refuse(value, column);
}

function refuse(value«: unknown», column«: string»)«: never» {
  throw new RangeError(\`Column "\${column}" needs a finite number, but got \${String(value)}.\`);
}`,
  categoryIndex: code`/** The place of a category in its list. */
function categoryIndex(value«: string | null | undefined», column«: string», categories«: readonly string[]»)«: number» {
  const index = categories.indexOf(value« as string»);
  if (index < 0) {
    throw new RangeError(\`Column "\${column}" knows \${categories.join(', ')}, but got \${String(value)}.\`);
  }
  return index;
}`,
  isMissing: code`/** Whether there is nothing where a value should be. */
function isMissing(value«: unknown»)«: boolean» {
  return value === null || value === undefined || value === '' || Number.isNaN(value);
}`,
  zeroOrOne: code`/** 1 for true, 0 for false. */
function zeroOrOne(value«: boolean | null | undefined», column«: string»)«: number» {
  if (typeof value !== 'boolean') {
    throw new RangeError(\`Column "\${column}" needs true or false, but got \${String(value)}.\`);
  }
  return value ? 1 : 0;
}`,
  days: code`/** Days since 1970 of a date or a time; UTC where a text names no zone. */
function days(value«: Date | string | null | undefined», column«: string»)«: number» {
  let time = Number.NaN;
  if (value instanceof Date) time = value.getTime();
  else if (typeof value === 'string') {
    const text = value.trim().replace(/\\//g, '-').replace(' ', 'T');
    time = Date.parse(/T.*(Z|[+-]\\d\\d:?\\d\\d)$/.test(text) || !text.includes('T') ? text : \`\${text}Z\`);
  }
  if (!Number.isFinite(time)) {
    throw new RangeError(\`Column "\${column}" needs a date like 2026-11-23, but got \${String(value)}.\`);
  }
  return time / 86400000;
}`,
  turn: code`/** How far round its circle a date is, from 0 up to 1; in days since 1970, UTC. */
function turn(days«: number», circle«: string»)«: number» {
  const day = Math.floor(days);
  const intoDay = days - day;
  if (circle === 'timeOfDay') return intoDay;
  if (circle === 'dayOfWeek') return ((((day + 3) % 7) + 7) % 7 + intoDay) / 7;
  const date = new Date(day * 86400000);
  const year = date.getUTCFullYear();
  const month = circle === 'dayOfMonth' ? date.getUTCMonth() : 0;
  const start = Date.UTC(year, month, 1) / 86400000;
  const end = (circle === 'dayOfMonth' ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1)) / 86400000;
  return (days - start) / (end - start);
}`,
  spreadLog: code`/** The logarithm of 1 + |x|, with the sign of x. */
function spreadLog(x«: number»)«: number» {
  return Math.sign(x) * Math.log1p(Math.abs(x));
}`,
  unspreadLog: code`/** What \`spreadLog\` was taken of. */
function unspreadLog(x«: number»)«: number» {
  return Math.sign(x) * Math.expm1(Math.abs(x));
}`,
  dateText: code`/** A date in days since 1970 as text, in UTC; midnight is left out. */
function dateText(days«: number»)«: string» {
  const text = new Date(Math.round(days * 86400000)).toISOString();
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14);
  return text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
}`,
  nearest: code`/** The label whose place is nearest to a number. */
function nearest«<Name>»(names«: readonly Name[]», place«: number»)«: Name» {
  return names[Math.min(Math.max(Math.round(place), 0), names.length - 1)]«!»;
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
  const bytes = base64Bytes(base64);
  const view = new DataView(bytes.buffer);
  const numbers = new Float32Array(bytes.length >> 2);
  for (let i = 0; i < numbers.length; i++) numbers[i] = view.getFloat32(4 * i, true);
  return numbers;
}`,
  base64Bytes: code`/** The bytes in a base64 text. */
function base64Bytes(base64«: string»)«: Uint8Array» {
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
  return bytes.subarray(0, length);
}`,
} as const;
