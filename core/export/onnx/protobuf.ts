import { utf8Bytes } from '../bytes';

/**
 * One message in protocol buffers' wire format. Fields are written in the order of the calls; those of type double, and groups, are
 * not needed here. https://protobuf.dev/programming-guides/encoding/
 */
export class Message {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  /** int32, int64, enum. Negative numbers take ten bytes, as 64-bit two's complement. */
  int(field: number, value: number): this {
    this.tag(field, 0);
    return this.varint(value);
  }

  ints(field: number, values: readonly number[]): this {
    for (const value of values) this.int(field, value);
    return this;
  }

  float(field: number, value: number): this {
    this.tag(field, 5);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.append(bytes);
  }

  string(field: number, text: string): this {
    return this.bytes(field, utf8Bytes(text));
  }

  bytes(field: number, bytes: Uint8Array): this {
    this.tag(field, 2);
    this.varint(bytes.length);
    return this.append(bytes);
  }

  message(field: number, message: Message): this {
    this.tag(field, 2);
    this.varint(message.length);
    for (const chunk of message.chunks) this.append(chunk);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  private tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  private varint(value: number): this {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.append(Uint8Array.from(bytes));
  }

  private append(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.length += chunk.length;
    return this;
  }
}
