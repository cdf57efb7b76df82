/**
 * copy = root · vector and sum += target · vector, for a vector of any length: what one entry adds to both sides of
 * its row's normal equations.
 */
export function gather(copy: usize, root: f32, sum: usize, target: f32, vector: usize, size: i32): void {
  const roots = f32x4.splat(root);
  const targets = f32x4.splat(target);
  const end = vector + ((<usize>size) << 2);
  for (const whole = vector + ((<usize>(size & ~3)) << 2); vector < whole; vector += 16, copy += 16, sum += 16) {
    const values = v128.load(vector);
    v128.store(copy, f32x4.mul(roots, values));
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(targets, values)));
  }
  for (; vector < end; vector += 4, copy += 4, sum += 4) {
    const value = load<f32>(vector);
    store<f32>(copy, root * value);
    store<f32>(sum, load<f32>(sum) + target * value);
  }
}
