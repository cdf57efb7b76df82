import { mix } from './random';

/**
 * Where `index` stands in a random order of 0 … count − 1, without a table of it: a Feistel network of four rounds over
 * as many bits as `count` needs, walked until it is back among them (Black and Rogaway 2002).
 */
export function permuted(index: u32, count: u32, key: u32): u32 {
  const half = (33 - <u32>clz<u32>((count - 1) | 1)) >> 1;
  const mask: u32 = (1 << half) - 1;
  do {
    let left = index >> half;
    let right = index & mask;
    for (let round: u32 = 0; round < 4; round++) {
      const next = left ^ (mix(mix(right + round * 0x9e3779b9) + key) & mask);
      left = right;
      right = next;
    }
    index = (left << half) | right;
  } while (index >= count);
  return index;
}
