/** Compressed rows: the items of user u are those from starts[u] to starts[u + 1]. */
interface Rows {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
}

/** XᵀX + λI in full, X being 1 where a user (a row) has an item: for each pair of items, the users who have both. */
export function coCounts({ starts, indexes }: Rows, items: number, regularization: number): Float64Array {
  const matrix = new Float64Array(items * items);
  for (let user = 0; user + 1 < starts.length; user++) {
    const row = indexes.subarray(starts[user], starts[user + 1]);
    for (const a of row) for (const b of row) matrix[a * items + b]++;
  }
  for (let item = 0; item < items; item++) matrix[item * items + item] += regularization;
  return matrix;
}
