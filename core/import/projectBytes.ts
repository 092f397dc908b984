import { areFloat32 } from '../export/decimals';
import { readJsonBytes } from '../export/json';
import { isNumberBlock, plainNumbers } from '../train/numbers';

/**
 * The JSON in the bytes of a project file, however long; throws a SyntaxError. In a large one, what was trained is packed, as narrow as
 * it can be; lists of numbers elsewhere are arrays, as everybody expects.
 */
export function readProjectBytes(bytes: Uint8Array): unknown {
  const json = readJsonBytes(bytes);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, field]) => [
      key,
      changeBlocks(field, key === 'parameters' || key === 'checkpoint' ? narrow : plainNumbers),
    ]),
  );
}

function narrow(block: Float64Array): Float32Array | Float64Array {
  return areFloat32(block) ? new Float32Array(block) : block;
}

function changeBlocks(value: unknown, change: (block: Float64Array) => unknown): unknown {
  if (isNumberBlock(value)) return change(value as Float64Array);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => changeBlocks(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, changeBlocks(field, change)]));
}
