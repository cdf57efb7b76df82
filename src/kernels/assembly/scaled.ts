/** target = factor · source, for the numbers from `from` to before `to`, multiples of 4. O(to − from). */
export function scaled(from: i32, to: i32, source: usize, factor: f32, target: usize): void {
  const factors = f32x4.splat(factor);
  for (let at = (<usize>from) << 2, end = (<usize>to) << 2; at < end; at += 16) {
    v128.store(target + at, f32x4.mul(factors, v128.load(source + at)));
  }
}
