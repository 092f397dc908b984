/** Numbers as bytes and text, without the facilities of any one host. */

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** 32-bit floats, the lowest byte first whatever the machine. */
export function float32Bytes(values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const floats = new Float32Array(values);
  if (isLittleEndian) return new Uint8Array(floats.buffer);
  const view = new DataView(floats.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
  return new Uint8Array(floats.buffer);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
const padding = 61;

/** The characters of base64, as ASCII codes. */
export function base64(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  const whole = bytes.length - (bytes.length % 3);
  let to = 0;
  for (let from = 0; from < whole; from += 3) {
    const word = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    codes[to++] = sextets[word >> 18]!;
    codes[to++] = sextets[(word >> 12) & 63]!;
    codes[to++] = sextets[(word >> 6) & 63]!;
    codes[to++] = sextets[word & 63]!;
  }
  if (whole < bytes.length) {
    const isOne = whole + 1 === bytes.length;
    const word = (bytes[whole]! << 16) | (isOne ? 0 : bytes[whole + 1]! << 8);
    codes[to++] = sextets[word >> 18]!;
    codes[to++] = sextets[(word >> 12) & 63]!;
    codes[to++] = isOne ? padding : sextets[(word >> 6) & 63]!;
    codes[to++] = padding;
  }
  return codes;
}

/** Text of bytes that are all ASCII. */
export function asciiText(codes: Uint8Array): string {
  const chunk = 8192;
  const parts: string[] = [];
  for (let start = 0; start < codes.length; start += chunk) {
    // `apply` takes anything like an array, and is several times as fast as spreading one.
    const piece = codes.subarray(start, start + chunk) as unknown as number[];
    parts.push(String.fromCharCode.apply(null, piece));
  }
  return parts.join('');
}

/** Half of a surrogate pair becomes the replacement character. */
export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    let point = character.codePointAt(0)!;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes[length++] = point;
    else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 63);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    }
  }
  // A pair takes two units of text and four bytes, never more than three for each unit.
  return bytes.slice(0, length);
}

/** What cannot be read becomes the replacement character. */
export function utf8Text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
    let point = size === 1 ? lead : lead & (0xff >> (size + 1));
    let whole = size > 0 && i + size <= bytes.length;
    for (let k = 1; whole && k < size; k++) {
      whole = (bytes[i + k]! & 0xc0) === 0x80;
      point = (point << 6) | (bytes[i + k]! & 63);
    }
    const valid = whole && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    parts.push(valid ? String.fromCodePoint(point) : '\ufffd');
    i += valid ? size : 1;
  }
  return parts.join('');
}
