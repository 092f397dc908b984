/** So many bytes pass between window and main at once: the window draws in between. */
export const partSize = 1 << 22;

/** Where each part of `size` bytes begins and ends. */
export function* partsOf(size: number): Generator<[start: number, end: number]> {
  for (let start = 0; start < size; start += partSize) yield [start, Math.min(start + partSize, size)];
}
