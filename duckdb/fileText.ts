import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';

/** The bytes of files, decompressed where gzip has packed them. */

const headBytes = 1024 * 1024;
const pieceBytes = 512 * 1024;

export interface FileHead {
  /** The first megabyte, decompressed. */
  bytes: Uint8Array;
  /** There is nothing after it. */
  isWhole: boolean;
  gzip: boolean;
}

/** Throws the file system's errors. */
export async function readHead(path: string): Promise<FileHead> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const raw = await readFirst(file, Math.min(size, headBytes));
    const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
    if (!gzip) return { bytes: raw, isWhole: raw.length === size, gzip };
    // A cut stream gives what it holds.
    const bytes = gunzipSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
    return { bytes: bytes.subarray(0, 4 * headBytes), isWhole: raw.length === size, gzip };
  } finally {
    await file.close();
  }
}

async function readFirst(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

/** The file's bytes in pieces, decompressed. `onRaw` sees those on disk. */
export async function* filePieces(
  path: string,
  gzip: boolean,
  options: { signal?: AbortSignal; onRaw?(bytes: Buffer): void } = {},
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: pieceBytes });
  if (options.onRaw) raw.on('data', (bytes) => options.onRaw?.(bytes as Buffer));
  let stream: Readable = raw;
  if (gzip) {
    const unpacked = createGunzip({ chunkSize: pieceBytes });
    raw.on('error', (error) => unpacked.destroy(error));
    stream = raw.pipe(unpacked);
  }
  try {
    for await (const piece of stream) {
      if (options.signal?.aborted) return;
      yield piece as Buffer;
    }
  } finally {
    raw.destroy();
    stream.destroy();
  }
}
