/** Row-major. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}
