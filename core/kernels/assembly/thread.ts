/** This thread's place among those that work on a job, and on the instruction under way. */
export class Thread {
  static rank: i32 = 0;
  static count: i32 = 1;
  /** Of an instruction that is shared out, this thread's part is number `part` of `parts`. */
  static part: i32 = 0;
  static parts: i32 = 1;
}

/** Where a part of `count` things begins, in whole `grain`s; it ends where the next one begins. */
// @ts-ignore: decorator
@inline
export function partStart(count: i32, grain: i32, part: i32): i32 {
  if (Thread.parts == 1) return part ? count : 0;
  const grains = (count + grain - 1) / grain;
  return min(count, ((grains * part) / Thread.parts) * grain);
}
