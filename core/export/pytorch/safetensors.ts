import { utf8Bytes } from '../bytes';

export interface NamedTensor {
  name: string;
  shape: readonly number[];
  /** 32-bit floats; whole numbers of 64 bits where `isWhole`. */
  values: ArrayLike<number>;
  isWhole?: boolean;
}

/**
 * Tensors in the safetensors format: the length of a JSON header in eight bytes, the header, then the numbers. Unlike a pickle it can
 * hold nothing but numbers. https://github.com/huggingface/safetensors
 */
export function writeSafetensors(tensors: readonly NamedTensor[]): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const { name, shape, values, isWhole } of tensors) {
    const start = end;
    end += values.length * (isWhole ? 8 : 4);
    header[name] = { dtype: isWhole ? 'I64' : 'F32', shape, data_offsets: [start, end] };
  }
  const json = utf8Bytes(JSON.stringify(header));
  // Spaces may follow the header, so that the numbers begin on a whole word.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(32, 8, 8 + headerLength);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let at = 8 + headerLength;
  for (const { values, isWhole } of tensors) {
    for (let i = 0; i < values.length; i++) {
      if (isWhole) view.setBigInt64(at, BigInt(values[i]!), true);
      else view.setFloat32(at, values[i]!, true);
      at += isWhole ? 8 : 4;
    }
  }
  return bytes;
}
