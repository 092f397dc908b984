import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ByteLook, type CellFacts } from './byteFacts';

/** What the bytes of a file tell while a database reads it. Of compressed files, `CellFacts` say nothing. */
export interface ByteFacts extends CellFacts {
  /** SHA-256 of the bytes on disk, in hexadecimal. */
  sha256: string;
  bytes: number;
}

const pieceSize = 1024 * 1024;

/** Reads a file once. Throws the file system's errors. */
export async function readByteFacts(path: string, signal?: AbortSignal): Promise<ByteFacts> {
  const hash = createHash('sha256');
  // One piece of memory for the whole file: fresh ones would pile up before anybody collects them.
  const look = new ByteLook(pieceSize);
  let bytes = 0;
  const file = await open(path);
  try {
    while (!signal?.aborted) {
      const { bytesRead } = await file.read(look.piece, 0, pieceSize);
      if (bytesRead === 0) break;
      hash.update(look.piece.subarray(0, bytesRead));
      look.add(bytesRead);
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
  return { ...look.facts(), bytes, sha256: hash.digest('hex') };
}

/** What `core/kernels/assembly/byteFacts.ts` takes for the end of a cell. */
const delimiters = ',;\t|';

/** Whether `readByteFacts` knows where cells begin. */
export function knowsCellStarts(delimiter: string): boolean {
  return delimiters.includes(delimiter);
}
