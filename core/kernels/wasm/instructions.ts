import type { Op } from '../assembly/opcodes';

/** An operand of an instruction: a whole number or address, or a float of 32 or 64 bits, or 64 whole bits. */
export type Operand = number | { f32: number } | { f64: number } | { u64: bigint };

/** Writes instructions as the kernels read them: operation and variant, size in words, then the operands in their order. */
export class ProgramWriter {
  private readonly words: number[] = [];
  private readonly bits = new DataView(new ArrayBuffer(8));

  add(op: Op, ...operands: Operand[]): void {
    this.addVariant(op, 0, ...operands);
  }

  /** For an operation with several functions: the code of the one that is meant. */
  addVariant(op: Op, variant: number, ...operands: Operand[]): void {
    const start = this.words.length;
    this.words.push(op + (variant << 8), 0);
    for (const operand of operands) this.operand(operand);
    // Sizes are even, so that 64-bit operands stay aligned.
    if (this.words.length % 2 === 1) this.words.push(0);
    this.words[start + 1] = this.words.length - start;
  }

  finish(): Int32Array {
    return Int32Array.from(this.words);
  }

  private operand(operand: Operand): void {
    if (typeof operand === 'number') {
      this.words.push(operand);
      return;
    }
    if ('f32' in operand) {
      this.bits.setFloat32(0, operand.f32, true);
      this.words.push(this.bits.getInt32(0, true));
      return;
    }
    if ('f64' in operand) this.bits.setFloat64(0, operand.f64, true);
    else this.bits.setBigUint64(0, operand.u64, true);
    if (this.words.length % 2 === 1) this.words.push(0);
    this.words.push(this.bits.getInt32(0, true), this.bits.getInt32(4, true));
  }
}
