import { adam } from './adam';
import { turn } from './tower';

/**
 * A step of Adam for the numbers of NeuMF's tower: the gradient is the sum of `shards` arrays one after another, times
 * `share`. Then W of each layer is turned again.
 */
export function neumfTower(
  shape: usize,
  tower: usize,
  turned: usize,
  size: i32,
  gradients: usize,
  shards: i32,
  share: f32,
  first: usize,
  second: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f32,
  correction1: f64,
  correction2: f64,
): void {
  const bytes = (<usize>size) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = v128.load(gradients + at);
    for (let shard: usize = 1; shard < <usize>shards; shard++) {
      sum = f32x4.add(sum, v128.load(gradients + shard * bytes + at));
    }
    v128.store(gradients + at, f32x4.mul(f32x4.splat(share), sum));
  }
  adam(0, size, tower, gradients, first, second, rate, beta1, beta2, epsilon, correction1, correction2);
  turn(shape, tower, turned);
}

/** Only the last of it, for a tower that is given. */
export function neumfTurn(shape: usize, tower: usize, turned: usize): void {
  turn(shape, tower, turned);
}
