import { adam } from './adam';
import { intAt, setInt } from './arrays';

/**
 * A step of Adam for the rows of a matrix that `count` examples are about, and for no others ("lazy"): `rows` says which
 * row each example is about, and the row's gradient is the mean over all `count` examples of those in `gradients`, one
 * row for each example, and of `regularization` times the row itself for each that is about it. `heads`, one number for
 * each row of the matrix, is 0 before and after; `nexts` has one for each example. Rows have `width` numbers, a multiple
 * of 4; `scratch` has room for one. `powers` has beta1ᵗ and beta2ᵗ for each row, with t its own steps so far: were they
 * all the matrix's, the first steps of a row that is seldom met would be many times too long. O(count · width).
 */
export function adamRows(
  count: i32,
  rows: usize,
  gradients: usize,
  width: i32,
  weights: usize,
  first: usize,
  second: usize,
  heads: usize,
  nexts: usize,
  powers: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  regularization: f32,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  // The examples about a row as a list, from its first one on; numbers are one higher, so that 0 is none.
  for (let example = count - 1; example >= 0; example--) {
    const row = intAt(rows, example);
    setInt(nexts, example, intAt(heads, row));
    setInt(heads, row, example + 1);
  }
  const share = f32x4.splat(<f32>1 / <f32>count);
  for (let example = 0; example < count; example++) {
    const row = intAt(rows, example);
    if (intAt(heads, row) != example + 1) continue;
    const at = <usize>row * bytes;
    let pull: f32 = 0;
    memory.fill(scratch, 0, bytes);
    for (let next = example + 1; next != 0; next = intAt(nexts, next - 1)) {
      pull += regularization;
      const own = gradients + <usize>(next - 1) * bytes;
      for (let f: usize = 0; f < bytes; f += 16) {
        v128.store(scratch + f, f32x4.add(v128.load(scratch + f), v128.load(own + f)));
      }
    }
    const pulls = f32x4.splat(pull);
    for (let f: usize = 0; f < bytes; f += 16) {
      const sum = f32x4.add(v128.load(scratch + f), f32x4.mul(pulls, v128.load(weights + at + f)));
      v128.store(scratch + f, f32x4.mul(share, sum));
    }
    const own = weights + at;
    const power = powers + ((<usize>row) << 4);
    const power1 = load<f64>(power) * beta1;
    const power2 = load<f64>(power, 8) * beta2;
    store<f64>(power, power1);
    store<f64>(power, power2, 8);
    adam(0, width, own, scratch, first + at, second + at, rate, beta1, beta2, epsilon, 1 - power1, 1 - power2);
    setInt(heads, row, 0);
  }
}
