import { floatAt, intAt, setFloat } from './arrays';
import { sumProducts, sumSquares, sumSquaresAndValues } from './co-ratings';

/** Measures, by the numbers that the caller has for them (src/kernels/similarities.ts). */
const cosine: i32 = 0;
const pearson: i32 = 1;
const pearsonBaseline: i32 = 2;
const msd: i32 = 3;
const jaccard: i32 = 4;
const product: i32 = 5;

/** What is left of a float32 sum of squares by rounding, in parts of it, is not a spread. */
const rounding: f64 = 1e-6;

/**
 * How alike one row is to each of `rowCount` rows, over the columns that both have; 0 for what is not above 0, and for
 * the row itself (`self`, -1 if it is not among them). The row is `indexes` and `values`, `count` entries ascending;
 * all rows are given by column, as in co-ratings.ts, and `rowStarts` says how many entries each has. `scratch` has
 * `recordBytes` for each row, as many as `measure` needs. n common columns weigh n / (n + shrinkage), or for
 * pearson-baseline n − 1 (Koren 2010, eq. 3). Cost: see co-ratings.ts, and O(rowCount).
 */
export function similarities(
  indexes: usize,
  values: usize,
  count: i32,
  self: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  rowStarts: usize,
  rowCount: i32,
  measure: i32,
  recordBytes: i32,
  shrinkage: f32,
  found: usize,
  scratch: usize,
): void {
  similaritiesAbove(
    indexes,
    values,
    count,
    -1,
    starts,
    others,
    otherValues,
    rowStarts,
    rowCount,
    measure,
    recordBytes,
    shrinkage,
    found,
    scratch,
  );
  if (self >= 0) setFloat(found, self, 0);
}

/** The same for the rows with a higher index than `above` only; what `found` has for others is left alone. */
export function similaritiesAbove(
  indexes: usize,
  values: usize,
  count: i32,
  above: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  rowStarts: usize,
  rowCount: i32,
  measure: i32,
  recordBytes: i32,
  shrinkage: f32,
  found: usize,
  scratch: usize,
): void {
  const first = above + 1;
  memory.fill(scratch + <usize>first * <usize>recordBytes, 0, <usize>(rowCount - first) * <usize>recordBytes);
  if (recordBytes == 4) sumProducts(indexes, values, count, starts, others, otherValues, above, scratch);
  else if (recordBytes == 16) sumSquares(indexes, values, count, starts, others, otherValues, above, scratch);
  else sumSquaresAndValues(indexes, values, count, starts, others, otherValues, above, scratch);

  if (measure == jaccard) {
    jaccardOfSums(scratch, count, rowStarts, first, rowCount, shrinkage, found);
  } else if (recordBytes == 4) {
    for (let row = first; row < rowCount; row++) setFloat(found, row, max<f32>(floatAt(scratch, row), 0));
  } else {
    for (let row = first; row < rowCount; row++) {
      const record = scratch + <usize>row * <usize>recordBytes;
      setFloat(found, row, load<f32>(record, 12) > 0 ? <f32>max<f64>(ofRecord(record, measure, shrinkage), 0) : 0);
    }
  }
}

/** n / (a + b − n), of Σ xy = n for values that are all 1. */
function jaccardOfSums(
  sums: usize,
  count: i32,
  rowStarts: usize,
  first: i32,
  rowCount: i32,
  shrinkage: f32,
  found: usize,
): void {
  for (let row = first; row < rowCount; row++) {
    const common = <f64>floatAt(sums, row);
    const either = <f64>(count + intAt(rowStarts, row + 1) - intAt(rowStarts, row)) - common;
    setFloat(found, row, common > 0 ? <f32>((common / either) * (common / (common + shrinkage))) : 0);
  }
}

function ofRecord(record: usize, measure: i32, shrinkage: f32): f64 {
  const xy = <f64>load<f32>(record);
  const xx = <f64>load<f32>(record, 4);
  const yy = <f64>load<f32>(record, 8);
  const n = <f64>load<f32>(record, 12);
  const weight = n / (n + shrinkage);
  if (measure == cosine) return xx > 0 && yy > 0 ? (xy / sqrt(xx * yy)) * weight : 0;
  if (measure == msd) return weight / (max<f64>(xx + yy - 2 * xy, 0) / n + 1);
  if (measure == product) return xy * weight;
  if (n < 2) return 0; // the correlation of a single pair is ±1 and says nothing
  if (measure == pearsonBaseline) {
    return xx > 0 && yy > 0 ? ((xy / sqrt(xx * yy)) * (n - 1)) / (n - 1 + shrinkage) : 0;
  }
  // measure == pearson
  const x = <f64>load<f32>(record, 16);
  const y = <f64>load<f32>(record, 20);
  const spreadX = n * xx - x * x;
  const spreadY = n * yy - y * y;
  if (spreadX <= rounding * n * xx || spreadY <= rounding * n * yy) return 0;
  return ((n * xy - x * y) / sqrt(spreadX * spreadY)) * weight;
}
