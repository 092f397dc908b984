/** Transposed copies of a few rows, as the inner loops of products read them. Steps are in bytes. */

/** to[k, 8] = the transpose of from[columns ≤ 8, k]; columns beyond are left as they are. */
export function transposePanel(from: usize, fromRow: i32, to: usize, columns: i32, k: i32): void {
  transposeFour(from, fromRow, to, 32, columns, k);
  if (columns > 4) transposeFour(from + (fromRow << 2), fromRow, to + 16, 32, columns - 4, k);
}

/** to[k, 4] = the transpose of from[rows ≤ 4, k]. Rows that are missing repeat the first one; their columns are never used. */
export function transposeFour(r0: usize, row: i32, to: usize, toRow: i32, rows: i32, k: i32): void {
  let r1 = rows > 1 ? r0 + row : r0;
  let r2 = rows > 2 ? r1 + row : r0;
  let r3 = rows > 3 ? r2 + row : r0;
  const twice = toRow << 1;
  const thrice = toRow * 3;
  let i = 0;
  for (; i + 4 <= k; i += 4, to += toRow << 2, r0 += 16, r1 += 16, r2 += 16, r3 += 16) {
    const v0 = v128.load(r0);
    const v1 = v128.load(r1);
    const v2 = v128.load(r2);
    const v3 = v128.load(r3);
    const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + toRow, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + twice, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + thrice, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
  }
  for (; i < k; i++, to += toRow, r0 += 4, r1 += 4, r2 += 4, r3 += 4) {
    store<f32>(to, load<f32>(r0));
    store<f32>(to, load<f32>(r1), 4);
    store<f32>(to, load<f32>(r2), 8);
    store<f32>(to, load<f32>(r3), 12);
  }
}
