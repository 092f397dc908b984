import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What the bytes of a file tell while a database reads it. */
export interface ByteFacts {
  /** SHA-256 of the bytes on disk, in hexadecimal. */
  sha256: string;
  bytes: number;
  /** There is a zero byte in it: this is no text in UTF-8. Not looked for in compressed files. */
  hasZero: boolean;
  /** Somewhere an underscore stands between two digits, which SQL reads as one number. */
  hasDigitGroups: boolean;
}

const underscore = 0x5f;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Reads a file once. Throws the file system's errors. */
export async function readByteFacts(path: string, signal?: AbortSignal): Promise<ByteFacts> {
  const hash = createHash('sha256');
  const facts = { bytes: 0, hasZero: false, hasDigitGroups: false };
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    if (signal?.aborted) break;
    const bytes = piece as Buffer;
    hash.update(bytes);
    facts.bytes += bytes.length;
    facts.hasZero ||= bytes.includes(0);
    facts.hasDigitGroups ||= groupsDigits(bytes);
  }
  return { ...facts, sha256: hash.digest('hex') };
}

/** An underscore at the end of a piece may belong to a number. */
function groupsDigits(bytes: Buffer): boolean {
  let at = bytes.indexOf(underscore);
  for (; at !== -1; at = bytes.indexOf(underscore, at + 1)) {
    const before = at === 0 || isDigit(bytes[at - 1]);
    if (before && (at + 1 === bytes.length || isDigit(bytes[at + 1]))) return true;
  }
  return false;
}
