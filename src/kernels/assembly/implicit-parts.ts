import { floatAt, intAt, setFloat } from './arrays';
import { addScaled, dot } from './vectors';

/**
 * What the mere choice of films says of each user from `firstUser` to before `lastUser`, and what it leaves of the
 * ratings: z = n^-½ Σ yⱼ over the n items of the user (Koren 2008, §4.1), into the user's row of `parts`, and r − z·q
 * for each rating, into `left`. All rows have `width` numbers, a multiple of 4. Of no items, z is 0. O(ratings · width).
 */
export function implicitParts(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  itemVectors: usize,
  itemImplicit: usize,
  width: i32,
  parts: usize,
  left: usize,
): void {
  const bytes = (<usize>width) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    const first = intAt(starts, user);
    const end = intAt(starts, user + 1);
    const part = parts + <usize>user * bytes;
    memory.fill(part, 0, bytes);
    const perRoot: f32 = 1 / sqrt<f32>(<f32>(end - first));
    for (let at = first; at < end; at++) {
      addScaled(part, perRoot, itemImplicit + <usize>intAt(items, at) * bytes, width);
    }
    for (let at = first; at < end; at++) {
      setFloat(left, at, floatAt(values, at) - dot(part, itemVectors + <usize>intAt(items, at) * bytes, width));
    }
  }
}
