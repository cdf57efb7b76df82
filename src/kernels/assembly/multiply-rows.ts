import { floatAt, intAt, setFloat } from './arrays';
import { dot, sumOfLanes } from './vectors';

/** A sum of products that is not above this says nothing of where to go. */
const least: f32 = 1e-20;

/**
 * One multiplicative update (Lee, Seung 2001; regularized as in Luo et al. 2014) of the vectors of some rows, all others'
 * as they are: p ← p · Σ r q / (Σ r̂ q + ρ p), number by number, over the n entries of the row, r̂ = p·q and
 * ρ = regularization · n + prior. What is not negative stays so, and Σ (r − r̂)² + ρ |p|² does not rise. Vectors have
 * `width` numbers, a multiple of 4. `offset` ≥ 0 is the place of a row's offset, which may have any sign and is solved for
 * first, with ρ pulling it to `center`; the places `offset` and `constant` are left out of the update. A row without
 * entries stays as it is.
 * `scratch`: two vectors. O(entries · width).
 */
export function multiplyRows(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  values: usize,
  vectors: usize,
  others: usize,
  width: i32,
  regularization: f32,
  prior: f32,
  offset: i32,
  constant: i32,
  center: f32,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const up = scratch;
  const down = scratch + bytes;
  for (let row = firstRow; row < lastRow; row++) {
    const first = intAt(starts, row);
    const last = intAt(starts, row + 1);
    if (first == last) continue;
    const p = vectors + <usize>row * bytes;
    const count = <f32>(last - first);
    const rho: f32 = regularization * count + prior;
    if (offset >= 0) {
      let left: f32 = 0;
      for (let at = first; at < last; at++) {
        left += floatAt(values, at) - dot(p, others + <usize>intAt(indexes, at) * bytes, width);
      }
      const old = floatAt(p, offset) - center;
      setFloat(p, offset, center + (left + count * old) / (count + rho));
    }
    if (width == 16) sumsOfSixteen(first, last, indexes, values, others, p, up);
    else sums(first, last, indexes, values, others, p, up, width);
    const own = offset >= 0 ? floatAt(p, offset) : 0;
    const pull = f32x4.splat(rho);
    for (let f: usize = 0; f < bytes; f += 16) {
      const now = v128.load(p + f);
      const below = f32x4.add(v128.load(down + f), f32x4.mul(pull, now));
      const next = f32x4.div(f32x4.mul(now, v128.load(up + f)), below);
      v128.store(p + f, v128.bitselect(next, now, f32x4.gt(below, f32x4.splat(least))));
    }
    if (offset >= 0) {
      setFloat(p, offset, own);
      setFloat(p, constant, 1);
    }
  }
}

/** Σ r q, and behind it Σ r̂ q. */
function sums(
  first: i32,
  last: i32,
  indexes: usize,
  values: usize,
  others: usize,
  p: usize,
  up: usize,
  width: i32,
): void {
  const bytes = (<usize>width) << 2;
  const down = up + bytes;
  memory.fill(up, 0, 2 * bytes);
  for (let at = first; at < last; at++) {
    const q = others + <usize>intAt(indexes, at) * bytes;
    const given = f32x4.splat(floatAt(values, at));
    const predicted = f32x4.splat(dot(p, q, width));
    for (let f: usize = 0; f < bytes; f += 16) {
      const four = v128.load(q + f);
      v128.store(up + f, f32x4.add(v128.load(up + f), f32x4.mul(given, four)));
      v128.store(down + f, f32x4.add(v128.load(down + f), f32x4.mul(predicted, four)));
    }
  }
}

/** The same for 16 numbers, the usual width, which stay in registers. */
function sumsOfSixteen(first: i32, last: i32, indexes: usize, values: usize, others: usize, p: usize, up: usize): void {
  const pa = v128.load(p);
  const pb = v128.load(p, 16);
  const pc = v128.load(p, 32);
  const pd = v128.load(p, 48);
  let ua = f32x4.splat(0);
  let ub = ua;
  let uc = ua;
  let ud = ua;
  let da = ua;
  let db = ua;
  let dc = ua;
  let dd = ua;
  for (let at = first; at < last; at++) {
    const q = others + ((<usize>intAt(indexes, at)) << 6);
    const qa = v128.load(q);
    const qb = v128.load(q, 16);
    const qc = v128.load(q, 32);
    const qd = v128.load(q, 48);
    const ab = f32x4.add(f32x4.mul(pa, qa), f32x4.mul(pb, qb));
    const cd = f32x4.add(f32x4.mul(pc, qc), f32x4.mul(pd, qd));
    const given = f32x4.splat(floatAt(values, at));
    const predicted = f32x4.splat(sumOfLanes(f32x4.add(ab, cd)));
    ua = f32x4.add(ua, f32x4.mul(given, qa));
    ub = f32x4.add(ub, f32x4.mul(given, qb));
    uc = f32x4.add(uc, f32x4.mul(given, qc));
    ud = f32x4.add(ud, f32x4.mul(given, qd));
    da = f32x4.add(da, f32x4.mul(predicted, qa));
    db = f32x4.add(db, f32x4.mul(predicted, qb));
    dc = f32x4.add(dc, f32x4.mul(predicted, qc));
    dd = f32x4.add(dd, f32x4.mul(predicted, qd));
  }
  v128.store(up, ua);
  v128.store(up, ub, 16);
  v128.store(up, uc, 32);
  v128.store(up, ud, 48);
  v128.store(up, da, 64);
  v128.store(up, db, 80);
  v128.store(up, dc, 96);
  v128.store(up, dd, 112);
}
