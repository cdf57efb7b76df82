import { exponential } from './exponential';

/**
 * The output of a layer in place of its input: the hyperbolic tangent of the first `size` numbers of each row, then a 1,
 * by which the next layer's weights bring its offsets, and zeros up to `width`, a multiple of 4 above `size`.
 * tanh x = 1 − 2 / (1 + e²ˣ), to within 3e-7. O(rows · width).
 */
export function activate(rows: usize, count: i32, size: i32, width: i32): void {
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  const bytes = (<usize>width) << 2;
  const sizeBytes = (<usize>size) << 2;
  for (let row = 0; row < count; row++) {
    const start = rows + <usize>row * bytes;
    for (let f: usize = 0; f < sizeBytes; f += 16) {
      const square = exponential(f32x4.mul(two, v128.load(start + f)));
      v128.store(start + f, f32x4.sub(one, f32x4.div(two, f32x4.add(one, square))));
    }
    memory.fill(start + sizeBytes, 0, bytes - sizeBytes);
    store<f32>(start + sizeBytes, 1);
  }
}
