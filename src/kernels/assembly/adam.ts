/**
 * A step of Adam (Kingma and Ba 2015, algorithm 1) for the weights from `from` to before `to` of a flat array; `first`
 * and `second` are the moving averages of the gradient and of its square, both 0 before step 1. The corrections of step
 * t are 1 − beta1ᵗ and 1 − beta2ᵗ. All arrays are of float32, aligned to 4 bytes, and each weight is alone: any cut
 * gives the same bits. O(to − from), bound by memory: 4 numbers read and 3 written a weight.
 */
export function adam(
  from: i32,
  to: i32,
  weights: usize,
  gradients: usize,
  first: usize,
  second: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  correction1: f64,
  correction2: f64,
): void {
  // In float32, 1 − .999 would be off by 1 in 20,000.
  const rest1 = <f32>(1 - beta1);
  const rest2 = <f32>(1 - beta2);
  const size = <f32>(rate / correction1);
  const unbias = <f32>(1 / correction2);
  const keep1 = f32x4.splat(<f32>beta1);
  const take1 = f32x4.splat(rest1);
  const keep2 = f32x4.splat(<f32>beta2);
  const take2 = f32x4.splat(rest2);
  const sizes = f32x4.splat(size);
  const scale = f32x4.splat(unbias);
  const epsilons = f32x4.splat(epsilon);
  const whole = (<usize>(from + ((to - from) & ~3))) << 2;
  let at = (<usize>from) << 2;
  // m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m̂ / (√v̂ + ε), four at a time
  for (; at < whole; at += 16) {
    const g = v128.load(gradients + at);
    const m = f32x4.add(f32x4.mul(keep1, v128.load(first + at)), f32x4.mul(take1, g));
    const v = f32x4.add(f32x4.mul(keep2, v128.load(second + at)), f32x4.mul(take2, f32x4.mul(g, g)));
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(v, scale)), epsilons);
    v128.store(first + at, m);
    v128.store(second + at, v);
    v128.store(weights + at, f32x4.sub(v128.load(weights + at), f32x4.div(f32x4.mul(sizes, m), deviation)));
  }
  for (const end = (<usize>to) << 2; at < end; at += 4) {
    const g = load<f32>(gradients + at);
    const m: f32 = <f32>beta1 * load<f32>(first + at) + rest1 * g;
    const v: f32 = <f32>beta2 * load<f32>(second + at) + rest2 * (g * g);
    const deviation: f32 = sqrt<f32>(v * unbias) + epsilon;
    store<f32>(first + at, m);
    store<f32>(second + at, v);
    store<f32>(weights + at, load<f32>(weights + at) - (size * m) / deviation);
  }
}
