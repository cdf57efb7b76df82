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

/** Where the arrays are made: an arena, or ordinary memory. */
export interface Allocator {
  readonly uint32: (length: number) => Uint32Array;
  readonly int32: (length: number) => Int32Array;
  readonly float32: (length: number) => Float32Array;
}
const ordinary: Allocator = {
  uint32: (length) => new Uint32Array(length),
  int32: (length) => new Int32Array(length),
  float32: (length) => new Float32Array(length),
};

/**
 * Compresses triplets by two stable counting sorts, by column and then by row: linear, and the same bytes whatever the
 * order of the input (as long as no pair occurs twice). What is in order already is not sorted.
 */
export function compress(
  { row, column, value, time }: Triplets,
  rowCount: number,
  columnCount: number,
  { uint32, int32, float32 }: Allocator = ordinary,
): Rows {
  const starts = startsOf(row, rowCount, uint32(rowCount + 1));
  const indexes = int32(row.length);
  const values = float32(row.length);
  const times = time && uint32(row.length);
  const byColumn = isAscending(column) || isInOrder(row, column) ? undefined : sorted(column, columnCount);
  const next = starts.slice();
  for (let n = 0; n < row.length; n++) {
    const from = byColumn ? byColumn[n] : n;
    const to = next[row[from]]++;
    indexes[to] = column[from];
    values[to] = value[from];
    if (times) times[to] = time[from];
  }
  return { starts, indexes, values, ...(times && { times }) };
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
  const kept = new Uint32Array(rows.values.length);
  let count = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = rows.starts[row]; at < rows.starts[row + 1]; at++) if (keep(rows.values[at])) kept[count++] = at;
    starts[row + 1] = count;
  }
  const chosen = kept.subarray(0, count);
  return {
    starts,
    indexes: picked(rows.indexes, chosen, new Int32Array(count)),
    values: picked(rows.values, chosen, new Float32Array(count)),
    ...(rows.times && { times: picked(rows.times, chosen, new Uint32Array(count)) }),
  };
}

/** The chosen elements of an array, in their order, into another. */
export function picked<T extends Int32Array | Float32Array | Uint32Array>(from: T, chosen: Uint32Array, into: T): T {
  for (let at = 0; at < chosen.length; at++) into[at] = from[chosen[at]];
  return into;
}

function isInOrder(row: Int32Array, column: Int32Array): boolean {
  for (let at = 1; at < row.length; at++) {
    if (row[at] < row[at - 1] || (row[at] === row[at - 1] && column[at] < column[at - 1])) return false;
  }
  return true;
}

function isAscending(keys: Int32Array): boolean {
  for (let at = 1; at < keys.length; at++) if (keys[at] < keys[at - 1]) return false;
  return true;
}

/** Where the entries of each key start, were they sorted. */
function startsOf(
  keys: Int32Array,
  keyCount: number,
  starts: Uint32Array = new Uint32Array(keyCount + 1),
): Uint32Array {
  for (let at = 0; at < keys.length; at++) starts[keys[at] + 1]++;
  for (let key = 0; key < keyCount; key++) starts[key + 1] += starts[key];
  return starts;
}

/** The entries in order of their key, equal ones in the given order. */
function sorted(keys: Int32Array, keyCount: number): Uint32Array {
  const next = startsOf(keys, keyCount);
  const order = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) order[next[keys[at]]++] = at;
  return order;
}
