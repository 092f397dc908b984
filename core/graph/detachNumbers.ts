import { isNumberBlock, type NumberBlock, plainNumbers } from '../train/numbers';

/** With fewer numbers than this in all, they stay arrays in the value. */
const fewNumbers = 1 << 16;
/** Every block begins at a multiple, in bytes. */
const alignment = 8;

/** Stands in a value in the place of a block: where its bytes begin, how many numbers, and of which kind. */
interface Place {
  block: 'float32' | 'float64';
  start: number;
  length: number;
}

/** A value without its blocks of numbers, which lie one behind the other in one stretch of bytes. */
export interface Detached<T> {
  value: T;
  /** Bytes in all; 0 where the value has all its numbers itself. */
  size: number;
  /** A copy of some of these bytes. */
  bytes(start: number, end: number): Uint8Array<ArrayBuffer>;
}

/**
 * Millions of numbers on their way between window and main, which hold everything that passes up while it is copied: taken out of a
 * value, they can be sent in parts.
 */
export function detachNumbers<T>(value: T): Detached<T> {
  const blocks: NumberBlock[] = [];
  collect(value, blocks);
  if (blocks.reduce((sum, { length }) => sum + length, 0) < fewNumbers) {
    return { value: replaceBlocks(value, plainNumbers) as T, size: 0, bytes: () => new Uint8Array() };
  }
  let size = 0;
  const starts: number[] = [];
  const detached = replaceBlocks(value, (block): Place => {
    const start = size;
    starts.push(start);
    size += Math.ceil(block.byteLength / alignment) * alignment;
    return { block: block instanceof Float32Array ? 'float32' : 'float64', start, length: block.length };
  });
  const bytes = (from: number, to: number) => {
    const part = new Uint8Array(to - from);
    for (const [index, { buffer, byteOffset, byteLength }] of blocks.entries()) {
      const start = starts[index]!;
      const [first, end] = [Math.max(from - start, 0), Math.min(to - start, byteLength)];
      if (first < end)
        part.set(new Uint8Array(buffer, byteOffset + first, end - first), start + first - from);
    }
    return part;
  };
  return { value: detached as T, size, bytes };
}

/** Puts the blocks back, as parts of `buffer`. */
export function attachNumbers<T>(value: T, buffer: ArrayBuffer): T {
  const attach = (field: unknown): unknown => {
    if (typeof field !== 'object' || field === null || isNumberBlock(field)) return field;
    const { block, start, length } = field as Partial<Place>;
    if (block === 'float32') return new Float32Array(buffer, start, length);
    if (block === 'float64') return new Float64Array(buffer, start, length);
    return mapFields(field, attach);
  };
  return withStored(value, attach);
}

/** Only what training found can hold blocks. */
const storedFields = ['parameters', 'checkpoint'] as const;

function withStored<T>(value: T, change: (field: unknown) => unknown): T {
  const changed = { ...(value as Record<string, unknown>) };
  for (const field of storedFields)
    if (Object.hasOwn(changed, field)) changed[field] = change(changed[field]);
  return changed as T;
}

function collect(project: unknown, blocks: NumberBlock[]): void {
  replaceBlocks(project, (block) => {
    blocks.push(block);
    return block;
  });
}

function replaceBlocks(project: unknown, replace: (block: NumberBlock) => unknown): unknown {
  const change = (field: unknown): unknown => {
    if (isNumberBlock(field)) return replace(field);
    return typeof field === 'object' && field !== null ? mapFields(field, change) : field;
  };
  return withStored(project, change);
}

/** Lists of plain numbers are left alone. */
function mapFields(value: object, change: (field: unknown) => unknown): unknown {
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(change);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, change(field)]));
}
