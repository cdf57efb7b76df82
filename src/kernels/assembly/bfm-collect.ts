import { floatAt, intAt } from './arrays';
import {
  errorSums,
  errors,
  neighbors,
  next,
  opposite,
  opposites,
  recordBytes,
  rest,
  squares,
  sums,
} from './bfm-record';

/**
 * Sums up, for each row of a block, what its ratings from `first` to before `last` say of four columns (bfm-record.ts).
 * The first call of a job, with `first` 0, starts the records of all `rowCount` rows anew. `rows`: the row of each
 * rating; `vectors`: four numbers for each row; `others` and `more` the same of the other two blocks. O(ratings).
 */
export function bfmCollect(
  first: i32,
  last: i32,
  errorOf: usize,
  columns: usize,
  rows: usize,
  rowCount: i32,
  vectors: usize,
  records: usize,
  others: usize,
  otherVectors: usize,
  more: usize,
  moreVectors: usize,
): void {
  if (first === 0) {
    for (let row = 0; row < rowCount; row++) {
      const record = records + <usize>row * recordBytes;
      v128.store(record, v128.load(vectors + ((<usize>row) << 4)));
      memory.fill(record + sums, 0, 80);
      store<u64>(record + errors, 0);
    }
  }
  for (let at = first; at < last; at++) {
    const a = v128.load(otherVectors + ((<usize>intAt(others, at)) << 4));
    const b = v128.load(moreVectors + ((<usize>intAt(more, at)) << 4));
    const o = rest(a, b, columns);
    const error = floatAt(errorOf, at);
    const record = records + <usize>intAt(rows, at) * recordBytes;
    add(record, sums, o);
    add(record, errorSums, f32x4.mul(f32x4.splat(error), o));
    add(record, squares, f32x4.mul(o, o));
    add(record, neighbors, f32x4.mul(o, next(o)));
    add(record, opposites, f32x4.mul(o, opposite(o)));
    store<f32>(record + errors, load<f32>(record + errors) + error);
  }
}

function add(record: usize, place: usize, v: v128): void {
  v128.store(record + place, f32x4.add(v128.load(record + place), v));
}
