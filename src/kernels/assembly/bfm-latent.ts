import { floatAt, intAt, setFloat } from './arrays';
import { logarithm, normalBetween, truncatedNormal } from './normal';
import { mix } from './random';

/**
 * Draws what people had in mind when they gave ratings of some levels (Albert and Chib 1993): for each rating from
 * `first` to before `last` a normal number of deviation 1 around its prediction, which is `latents` − `errors`, between
 * the cutpoints l and l + 1 of its level l. Both arrays are changed; the chance comes from `key` and the rating's place.
 */
export function bfmLatent(
  first: i32,
  last: i32,
  errors: usize,
  latents: usize,
  levels: usize,
  cutpoints: usize,
  key: i32,
): void {
  for (let at = first; at < last; at++) {
    const level = intAt(levels, at);
    const prediction = <f64>floatAt(latents, at) - <f64>floatAt(errors, at);
    const chance = (<f64>mix(mix((<u32>key) ^ (<u32>at)) + <u32>key) + 0.5) / 4294967296;
    const low = <f64>floatAt(cutpoints, level) - prediction;
    const high = <f64>floatAt(cutpoints, level + 1) - prediction;
    const error = truncatedNormal(low, high, chance);
    setFloat(latents, at, <f32>(prediction + error));
    setFloat(errors, at, <f32>error);
  }
}

/**
 * Writes to `total` by how much the logarithm of the likelihood of some ratings' levels grows with other cutpoints. Other
 * arguments as of `bfmLatent`.
 */
export function bfmCutpoints(
  first: i32,
  last: i32,
  errors: usize,
  latents: usize,
  levels: usize,
  cutpoints: usize,
  proposed: usize,
  total: usize,
): void {
  let sum: f64 = 0;
  for (let at = first; at < last; at++) {
    const level = intAt(levels, at);
    const prediction = <f64>floatAt(latents, at) - <f64>floatAt(errors, at);
    const old = likelihood(cutpoints, level, prediction);
    sum += logarithm(likelihood(proposed, level, prediction) / old);
  }
  store<f64>(total, sum);
}

function likelihood(cutpoints: usize, level: i32, prediction: f64): f64 {
  return normalBetween(<f64>floatAt(cutpoints, level) - prediction, <f64>floatAt(cutpoints, level + 1) - prediction);
}
