import { intAt, setFloat } from './arrays';
import { dot } from './vectors';

/**
 * The products of one user's vector with those of `count` items, the rows of `items` that `indexes` names: the same
 * numbers as of `products`. Vectors have `width` numbers, a multiple of 4. 2 · count · width flops.
 */
export function productsOf(user: usize, items: usize, indexes: usize, count: i32, width: i32, scores: usize): void {
  const bytes = (<usize>width) << 2;
  for (let at = 0; at < count; at++) {
    setFloat(scores, at, dot(user, items + <usize>intAt(indexes, at) * bytes, width));
  }
}
