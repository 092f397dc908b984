import { Op } from '../assembly/opcodes';

/** An operand of an instruction: a whole number or address, or a float of 32 or 64 bits, or 64 whole bits. */
export type Operand = number | { f32: number } | { f64: number } | { u64: bigint };

/** A stretch of memory that an instruction reads or writes, in bytes. */
export interface Stretch {
  start: number;
  end: number;
}

export interface Access {
  reads: readonly Stretch[];
  writes: readonly Stretch[];
}

/** Set in the head of an instruction that all threads share. */
const sharedOut = 1 << 24;

/**
 * Writes instructions as the kernels read them: operation and variant, size in words, then the operands in their order. For
 * several threads it puts barriers between an instruction that they share and whatever depends on it or it depends on.
 */
export class ProgramWriter {
  private readonly words: number[] = [];
  private readonly bits = new DataView(new ArrayBuffer(8));
  /** What has happened since the last barrier: something on the first thread alone, and what the threads shared. */
  private alone = true;
  private shared: Access[] = [];

  constructor(private readonly threads: number) {}

  /** An instruction for one thread. */
  add(op: Op, ...operands: Operand[]): void {
    this.addVariant(op, 0, ...operands);
  }

  /** For an operation with several functions: the code of the one that is meant. */
  addVariant(op: Op, variant: number, ...operands: Operand[]): void {
    if (this.shared.length > 0) this.barrier();
    this.alone = true;
    this.write(op + variant, operands);
  }

  /** An instruction that the threads share, each writing a part of the result. */
  addShared(op: Op, variant: number, access: Access, ...operands: Operand[]): void {
    if (this.threads === 1) {
      this.addVariant(op, variant, ...operands);
      return;
    }
    if (this.alone || this.shared.some((earlier) => depend(earlier, access))) this.barrier();
    this.shared.push(access);
    this.write(op + variant + sharedOut, operands);
  }

  finish(): Int32Array {
    if (this.shared.length > 0) this.barrier();
    this.write(Op.end, []);
    return Int32Array.from(this.words);
  }

  private barrier(): void {
    this.write(Op.barrier, []);
    this.alone = false;
    this.shared = [];
  }

  private write(head: number, operands: readonly Operand[]): void {
    const start = this.words.length;
    this.words.push(head, 0);
    for (const operand of operands) this.operand(operand);
    // Sizes are even, so that 64-bit operands stay aligned.
    if (this.words.length % 2 === 1) this.words.push(0);
    this.words[start + 1] = this.words.length - start;
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

/** Whether any of the one lies where one of the others does. */
export function meet(some: readonly Stretch[], others: readonly Stretch[]): boolean {
  return some.some((one) => others.some((other) => one.start < other.end && other.start < one.end));
}

/** Whether one writes where the other reads or writes. */
function depend(a: Access, b: Access): boolean {
  return meet(a.writes, b.reads) || meet(a.writes, b.writes) || meet(a.reads, b.writes);
}

/** Whether threads have something to share in a program that was written for several. */
export function usesThreads(program: Int32Array): boolean {
  for (let at = 0; at < program.length; at += program[at + 1]!) {
    if (program[at]! & sharedOut) return true;
  }
  return false;
}
