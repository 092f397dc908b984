import { Batch } from './batch';
import { RecordLosses } from './instructions';

/** The batch's loss: the sum of the values, weighted. */
export function recordLosses(at: RecordLosses): void {
  let total: f64 = 0;
  for (let i = 0; i < at.count; i++) total += load<f64>(at.weights + (i << 3)) * load<f64>(at.values + (i << 3));
  store<f64>(Batch.lossOut, total);
}
