import { floatAt, intAt } from './arrays';
import {
  count,
  errorSums,
  errors,
  neighbors,
  next,
  opposite,
  opposites,
  previous,
  recordBytes,
  shift,
  squares,
  sums,
  value,
} from './bfm-record';
import { sumOfLanes } from './vectors';

/**
 * Draws four numbers of the vectors of features, from `first` to before `last`, from their joint distribution given all
 * else (Rendle 2013, "Scaling Factorization Machines to Relational Data", with four columns at a time in place of one).
 *
 * A prediction is linear in the four numbers v of one feature: of a rating of row e, in which the feature has the value
 * x, by h = x (q − x v + o), where q and o are those of bfm-record.ts, and the linear weight has h = x. So v is normal
 * with the precision Λ = α Σ h hᵀ + diag(λ) and the mean Λ⁻¹ (α Σ (error + h·v) h + λ μ). All that is needed of a row's
 * ratings stands in its record, whatever their number, and a draw changes the records of the feature's rows only.
 *
 * `starts` 0: feature j is row j's own, of value 1. Else it is implicit and stands in the rows from starts[j] on, of the
 * value in their record. `vectors` and `normals`: four numbers for each feature. `prior`: λ, then μ, of the four columns;
 * `noise` is α. A feature that occurs in no rating is left as it is. `scratch`: 64 bytes. O(entries of the features).
 */
export function bfmDraw(
  first: i32,
  last: i32,
  starts: usize,
  rows: usize,
  records: usize,
  vectors: usize,
  normals: usize,
  columns: usize,
  prior: usize,
  noise: f32,
  scratch: usize,
): void {
  const factor = v128.load(columns);
  const noises = f32x4.splat(noise);
  const matrix = scratch;
  const right = scratch + 48;
  for (let feature = first; feature < last; feature++) {
    const vector = vectors + ((<usize>feature) << 4);
    const old = v128.load(vector);
    const from = starts === 0 ? feature : intAt(starts, feature);
    let to = starts === 0 ? feature + 1 : intAt(starts, feature + 1);
    if (starts === 0 && load<f32>(records + <usize>feature * recordBytes + count) === 0) to = from;
    if (from === to) continue;

    let diagonal = f32x4.splat(0);
    let beside = diagonal;
    let across = diagonal;
    let product = diagonal;
    for (let at = from; at < to; at++) {
      const record = records + <usize>(starts === 0 ? at : intAt(rows, at)) * recordBytes;
      const x: f32 = starts === 0 ? 1 : load<f32>(record + value);
      const a = within(record, x, old, factor);
      const o = v128.load(record, sums);
      // Σ (a + o)(a + o)ᵀ = a (n a + Σ o)ᵀ + (Σ o) aᵀ + Σ o oᵀ
      const all = f32x4.add(f32x4.mul(f32x4.splat(load<f32>(record + count)), a), o);
      const weight = f32x4.splat(x * x);
      diagonal = f32x4.add(diagonal, f32x4.mul(weight, outer(a, all, o, a, v128.load(record, squares))));
      beside = f32x4.add(beside, f32x4.mul(weight, outer(a, next(all), o, next(a), v128.load(record, neighbors))));
      const far = outer(a, opposite(all), o, opposite(a), v128.load(record, opposites));
      across = f32x4.add(across, f32x4.mul(weight, far));
      const errorsOfRow = f32x4.mul(f32x4.splat(load<f32>(record + errors)), a);
      product = f32x4.add(product, f32x4.mul(f32x4.splat(x), f32x4.add(errorsOfRow, v128.load(record, errorSums))));
    }

    const precision = v128.load(prior);
    product = f32x4.add(product, times(diagonal, beside, across, old));
    const towards = f32x4.mul(precision, v128.load(prior, 16));
    v128.store(right, f32x4.add(f32x4.mul(noises, product), towards));
    v128.store(matrix, f32x4.add(f32x4.mul(noises, diagonal), precision));
    v128.store(matrix + 16, f32x4.mul(noises, beside));
    v128.store(matrix + 32, f32x4.mul(noises, across));
    drawFour(matrix, right, prior, normals + ((<usize>feature) << 4), vector);

    const change = f32x4.sub(v128.load(vector), old);
    for (let at = from; at < to; at++) {
      const record = records + <usize>(starts === 0 ? at : intAt(rows, at)) * recordBytes;
      const x: f32 = starts === 0 ? 1 : load<f32>(record + value);
      const a = within(record, x, old, factor);
      const o = v128.load(record, sums);
      const own = x * sumOfLanes(f32x4.mul(a, change)); // what each rating's prediction gains, but for what o brings
      const others = x * sumOfLanes(f32x4.mul(o, change));
      const moved = f32x4.mul(
        f32x4.splat(x),
        times(v128.load(record, squares), v128.load(record, neighbors), v128.load(record, opposites), change),
      );
      const gained = f32x4.add(f32x4.mul(f32x4.splat(own), o), moved);
      v128.store(record, f32x4.add(v128.load(record), f32x4.mul(f32x4.splat(x), change)));
      v128.store(record, f32x4.sub(v128.load(record, errorSums), gained), errorSums);
      store<f32>(record + errors, load<f32>(record + errors) - own * load<f32>(record + count) - others);
      store<f32>(record + shift, load<f32>(record + shift) + own);
    }
  }
}

/** q − x v, in the columns of factors: what a row's other features bring to the one at hand. */
function within(record: usize, x: f32, old: v128, factor: v128): v128 {
  return f32x4.mul(f32x4.sub(v128.load(record), f32x4.mul(f32x4.splat(x), old)), factor);
}

/** a b + c d + e */
function outer(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, b), f32x4.mul(c, d)), e);
}

/** A symmetric matrix, as its diagonal, the numbers beside it, and those two columns from it, times a vector. */
function times(diagonal: v128, beside: v128, across: v128, v: v128): v128 {
  const near = f32x4.add(f32x4.mul(diagonal, v), f32x4.mul(beside, next(v)));
  return f32x4.add(near, f32x4.add(previous(f32x4.mul(beside, v)), f32x4.mul(across, opposite(v))));
}

/**
 * Writes A⁻¹ b + L⁻ᵀ ε with A = L Lᵀ, in float64: a draw from the normal distribution with mean A⁻¹ b and precision A.
 * What Σ h hᵀ adds to λ makes no pivot smaller, so one below λ comes from rounding.
 */
function drawFour(matrix: usize, right: usize, prior: usize, normals: usize, vector: usize): void {
  const a10 = <f64>floatAt(matrix, 4);
  const a21 = <f64>floatAt(matrix, 5);
  const a32 = <f64>floatAt(matrix, 6);
  const a30 = <f64>floatAt(matrix, 7);
  const a20 = <f64>floatAt(matrix, 8);
  const a31 = <f64>floatAt(matrix, 9);
  const r0 = 1 / sqrt<f64>(max(<f64>floatAt(prior, 0), <f64>floatAt(matrix, 0)));
  const l10 = a10 * r0;
  const l20 = a20 * r0;
  const l30 = a30 * r0;
  const r1 = 1 / sqrt<f64>(max(<f64>floatAt(prior, 1), <f64>floatAt(matrix, 1) - l10 * l10));
  const l21 = (a21 - l20 * l10) * r1;
  const l31 = (a31 - l30 * l10) * r1;
  const r2 = 1 / sqrt<f64>(max(<f64>floatAt(prior, 2), <f64>floatAt(matrix, 2) - l20 * l20 - l21 * l21));
  const l32 = (a32 - l30 * l20 - l31 * l21) * r2;
  const r3 = 1 / sqrt<f64>(max(<f64>floatAt(prior, 3), <f64>floatAt(matrix, 3) - l30 * l30 - l31 * l31 - l32 * l32));
  // L y = b; the draw is then the solution of Lᵀ v = y + ε.
  const y0 = <f64>floatAt(right, 0) * r0;
  const y1 = (<f64>floatAt(right, 1) - l10 * y0) * r1;
  const y2 = (<f64>floatAt(right, 2) - l20 * y0 - l21 * y1) * r2;
  const y3 = (<f64>floatAt(right, 3) - l30 * y0 - l31 * y1 - l32 * y2) * r3;
  const v3 = (y3 + <f64>floatAt(normals, 3)) * r3;
  const v2 = (y2 + <f64>floatAt(normals, 2) - l32 * v3) * r2;
  const v1 = (y1 + <f64>floatAt(normals, 1) - l21 * v2 - l31 * v3) * r1;
  const v0 = (y0 + <f64>floatAt(normals, 0) - l10 * v1 - l20 * v2 - l30 * v3) * r0;
  store<f32>(vector, <f32>v0);
  store<f32>(vector, <f32>v1, 4);
  store<f32>(vector, <f32>v2, 8);
  store<f32>(vector, <f32>v3, 12);
}
