/** Compressed sparse rows: row r is `indexes` and `values` from starts[r] to starts[r + 1], ascending by index. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
  readonly values: Float32Array;
  /** When each value was given, in seconds since 1970, 0 for not known; absent where the set has no times. */
  readonly times?: Uint32Array;
}

/** Triplets, as columns of equal length, in any order. */
export interface Triplets {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
  readonly time?: Uint32Array | undefined;
}

/**
 * Compresses triplets by two stable counting sorts, by column and then by row: linear, and the same bytes whatever the
 * order of the input (as long as no pair occurs twice).
 */
export function compress({ row, column, value, time }: Triplets, rowCount: number, columnCount: number): Rows {
  const byColumn = countingSort(column, columnCount).order;
  const { order, starts } = countingSort(row, rowCount, byColumn);
  const indexes = new Int32Array(order.length);
  const values = new Float32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    indexes[at] = column[order[at]];
    values[at] = value[order[at]];
  }
  if (!time) return { starts, indexes, values };
  return { starts, indexes, values, times: order.map((from) => time[from]) };
}

/** The same entries by column. */
export function transpose({ starts, indexes, values, times }: Rows, columnCount: number): Rows {
  const row = new Int32Array(indexes.length);
  for (let r = 0; r + 1 < starts.length; r++) row.fill(r, starts[r], starts[r + 1]);
  return compress({ row: indexes, column: row, value: values, time: times }, columnCount, starts.length - 1);
}

/** The same rows without some of their entries. */
export function filterRows(rows: Rows, keep: (value: number) => boolean): Rows {
  const starts = new Uint32Array(rows.starts.length);
  const kept: number[] = [];
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = rows.starts[row]; at < rows.starts[row + 1]; at++) if (keep(rows.values[at])) kept.push(at);
    starts[row + 1] = kept.length;
  }
  return {
    starts,
    indexes: Int32Array.from(kept, (at) => rows.indexes[at]),
    values: Float32Array.from(kept, (at) => rows.values[at]),
    ...(rows.times && { times: Uint32Array.from(kept, (at) => rows.times![at]) }),
  };
}

/** The entries in order of their key, equal ones in the given order, and where each key's entries start. */
function countingSort(key: Int32Array, keyCount: number, entries?: Uint32Array) {
  const starts = new Uint32Array(keyCount + 1);
  for (let at = 0; at < key.length; at++) starts[key[at] + 1]++;
  for (let k = 0; k < keyCount; k++) starts[k + 1] += starts[k];
  const next = starts.slice();
  const order = new Uint32Array(key.length);
  for (let at = 0; at < key.length; at++) {
    const entry = entries ? entries[at] : at;
    order[next[key[entry]]++] = entry;
  }
  return { order, starts };
}
