import { Series } from '../training/series';

/**
 * The exponential moving average of a series, kept in step with it: each value is mixed into the mean with weight
 * 1 − `smoothing`. Corrected for the start as TensorBoard does, so that the first values count in full.
 */
export class SmoothedSeries {
  readonly values = new Series();
  private mean = 0;
  private weight = 0;

  constructor(
    private readonly source: Series,
    readonly smoothing: number,
  ) {}

  /** Takes over what the source has gained. Begins anew where the source has lost something. */
  update(): Series {
    if (this.values.length > this.source.length) this.restart();
    const { smoothing } = this;
    const fresh = new Float64Array(this.source.length - this.values.length);
    for (let offset = 0; offset < fresh.length; offset++) {
      const value = this.source.at(this.values.length + offset);
      if (Number.isFinite(value)) {
        this.mean = smoothing * this.mean + (1 - smoothing) * value;
        this.weight = smoothing * this.weight + (1 - smoothing);
      }
      fresh[offset] = this.weight > 0 ? this.mean / this.weight : Number.NaN;
    }
    this.values.append(fresh);
    return this.values;
  }

  private restart(): void {
    this.values.truncate(0);
    this.mean = 0;
    this.weight = 0;
  }
}
