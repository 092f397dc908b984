import { utf8Text } from '../../export/bytes';
import { Unreadable } from '../unreadable';

/** One field of a message as it stands in the file. */
export interface Field {
  number: number;
  /** A whole number, or the bytes of what is longer. */
  value: number | Uint8Array;
}

const broken = () => new Unreadable('The file ends in the middle or is damaged: it is no valid ONNX model.');

/** The fields of a message, in order. Throws `Unreadable` for anything that protocol buffers cannot be. */
export function* readFields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw broken();
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    throw broken();
  };
  const take = (length: number): Uint8Array => {
    if (!(length >= 0) || at + length > bytes.length) throw broken();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (number <= 0) throw broken();
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(varint()) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw broken();
    }
  }
}

export function bytesOf({ value }: Field): Uint8Array {
  if (typeof value === 'number') throw broken();
  return value;
}

export function textOf(field: Field): string {
  return utf8Text(bytesOf(field));
}

export function intOf({ value }: Field): number {
  if (typeof value !== 'number') throw broken();
  return value;
}

/** Repeated whole numbers, packed or one by one. */
export function intsOf({ value }: Field): number[] {
  if (typeof value === 'number') return [value];
  const packed: number[] = [];
  let word = 0n;
  let shift = 0n;
  for (const byte of value) {
    word |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte < 128) {
      packed.push(Number(BigInt.asIntN(64, word)));
      word = 0n;
      shift = 0n;
    } else if (shift > 63n) throw broken();
  }
  if (shift !== 0n) throw broken();
  return packed;
}

/** Repeated floats, packed or one by one. */
export function floatsOf(field: Field): number[] {
  const bytes = bytesOf(field);
  if (bytes.length % 4 !== 0) throw broken();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
