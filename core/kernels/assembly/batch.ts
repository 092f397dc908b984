/** What instructions need to know of the batch under way besides their operands. */
export class Batch {
  /** Row numbers of the batch. */
  static order: usize = 0;
  /** Where the loss of the batch goes: a float64. */
  static lossOut: usize = 0;
  /** Updates made before this one; what dropout masks and bias corrections go by. */
  static step: i32 = 0;
  static learningRate: f64 = 0;
  /** Rows that were right so far. */
  static correct: i32 = 0;
  static seed: u32 = 0;
}
