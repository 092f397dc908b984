/** So many bytes pass between processes at once: the window draws in between. */
const partSize = 1 << 22;

/** Where each part of `size` bytes begins and ends. */
export function* partsOf(size: number): Generator<[start: number, end: number]> {
  for (let start = 0; start < size; start += partSize) yield [start, Math.min(start + partSize, size)];
}
