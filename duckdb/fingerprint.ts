import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What the bytes of a file tell while a database reads it. */
export interface ByteFacts {
  /** SHA-256 of the bytes on disk, in hexadecimal. */
  sha256: string;
  bytes: number;
  /** There is a zero byte in it: this is no text in UTF-8. Not looked for in compressed files. */
  hasZero: boolean;
  /** Somewhere an underscore stands between two digits, which SQL reads as one number. */
  hasDigitGroups: boolean;
  /** Somewhere a cell begins with a zero and another digit, which as a number would lose its zero. */
  hasZeroInFront: boolean;
}

const pieceSize = 1024 * 1024;
const underscore = 0x5f;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Reads a file once. Throws the file system's errors. */
export async function readByteFacts(path: string, signal?: AbortSignal): Promise<ByteFacts> {
  const hash = createHash('sha256');
  const facts = { bytes: 0, hasZero: false, hasDigitGroups: false, hasZeroInFront: false };
  const cells = new CellStarts();
  const file = await open(path);
  // One piece of memory for the whole file: fresh ones would pile up before anybody collects them.
  const buffer = Buffer.allocUnsafe(pieceSize);
  try {
    while (!signal?.aborted) {
      const { bytesRead } = await file.read(buffer, 0, pieceSize);
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      hash.update(bytes);
      facts.bytes += bytes.length;
      facts.hasZero ||= bytes.includes(0);
      facts.hasDigitGroups ||= groupsDigits(bytes);
      facts.hasZeroInFront ||= cells.haveZeroInFront(bytes);
    }
  } finally {
    await file.close();
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

/** What a cell may begin after, besides the start of the file: any delimiter we detect, line ends, quotes and space. */
const cellStarts = new Uint8Array(256);
for (const character of ',;\t|\n\r"\' ') cellStarts[character.charCodeAt(0)] = 1;

const zero = 0x30;

/** Looks at the beginnings of cells over the pieces of a file. Finds too many rather than too few. */
class CellStarts {
  /** What came before: the end of a line, and then the last three bytes. */
  private before = Buffer.from('\n\n\n');

  haveZeroInFront(bytes: Buffer): boolean {
    const border = Buffer.concat([this.before, bytes.subarray(0, 3)]);
    this.before = Buffer.from(border.length < 6 ? border.subarray(-3) : bytes.subarray(-3));
    return findsZeroInFront(border) || findsZeroInFront(bytes);
  }
}

/** From the fourth byte on: a zero and a digit, behind what a cell may begin after, or behind its sign. */
function findsZeroInFront(bytes: Uint8Array): boolean {
  // A plain loop over every byte of the file, so nothing is looked at that need not be.
  for (let i = 2; i < bytes.length - 1; i++) {
    if (bytes[i] !== zero) continue;
    const next = bytes[i + 1]!;
    if (next < zero || next > 0x39) continue;
    const last = bytes[i - 1]!;
    if (cellStarts[last] === 1) return true;
    if ((last === 0x2b || last === 0x2d) && cellStarts[bytes[i - 2]!] === 1) return true;
  }
  return false;
}

/** Whether `readByteFacts` knows where cells begin. */
export function knowsCellStarts(delimiter: string): boolean {
  return cellStarts[delimiter.charCodeAt(0)] === 1;
}
