import { floatAt, intAt, setFloat } from './arrays';
import { dot } from './vectors';

/** A sum of products that is not above this says nothing of where to go. */
const least: f32 = 1e-20;

/**
 * One multiplicative update (Lee, Seung 2001; regularized as in Luo et al. 2014) of the vectors of some rows, all others'
 * as they are: p ← p · Σ r q / (Σ r̂ q + ρ p), number by number, over the n entries of the row, r̂ = p·q and
 * ρ = regularization · n + prior. What is not negative stays so, and Σ (r − r̂)² + ρ |p|² does not rise. Vectors have `width` numbers, a multiple of 4.
 * `offset` ≥ 0 is the place of a row's offset, which may have any sign and is solved for first, with ρ pulling it to
 * `center`; the places `offset` and `constant` are left out of the update. A row without entries stays as it is.
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
    memory.fill(up, 0, 2 * bytes);
    for (let at = first; at < last; at++) {
      const q = others + <usize>intAt(indexes, at) * bytes;
      const predicted = f32x4.splat(dot(p, q, width));
      const given = f32x4.splat(floatAt(values, at));
      for (let f: usize = 0; f < bytes; f += 16) {
        const four = v128.load(q + f);
        v128.store(down + f, f32x4.add(v128.load(down + f), f32x4.mul(predicted, four)));
        v128.store(up + f, f32x4.add(v128.load(up + f), f32x4.mul(given, four)));
      }
    }
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
