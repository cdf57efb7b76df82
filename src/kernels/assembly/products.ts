import { dot, sumsOfLanes } from './vectors';

/**
 * The products of users' vectors with items', both in rows of `width` numbers (a multiple of 4): row u of `scores` has
 * those of user u with the items from `firstItem` to before `lastItem`. Rows of `scores` are `rowLength` apart.
 * Two users and four items at a time. 2 · users · items · width flops.
 */
export function products(
  users: usize,
  userCount: i32,
  items: usize,
  firstItem: i32,
  lastItem: i32,
  width: i32,
  scores: usize,
  rowLength: i32,
): void {
  const bytes = (<usize>width) << 2;
  const rowBytes = (<usize>rowLength) << 2;
  const whole = firstItem + ((lastItem - firstItem) & ~3);
  let user = 0;
  for (; user + 2 <= userCount; user += 2) {
    const a = users + <usize>user * bytes;
    const row = scores + <usize>user * rowBytes;
    for (let item = firstItem; item < whole; item += 4) {
      twoByFour(a, items + <usize>item * bytes, bytes, row + ((<usize>item) << 2), rowBytes);
    }
  }
  if (user < userCount) {
    const a = users + <usize>user * bytes;
    const row = scores + <usize>user * rowBytes;
    for (let item = firstItem; item < whole; item += 4) {
      v128.store(row + ((<usize>item) << 2), oneByFour(a, items + <usize>item * bytes, bytes));
    }
  }
  for (user = 0; user < userCount; user++) {
    const row = scores + <usize>user * rowBytes;
    for (let item = whole; item < lastItem; item++) {
      store<f32>(row + ((<usize>item) << 2), dot(users + <usize>user * bytes, items + <usize>item * bytes, width));
    }
  }
}

/** The products of two vectors with four; those of the second go `rowBytes` behind those of the first. */
export function twoByFour(a: usize, items: usize, bytes: usize, scores: usize, rowBytes: usize): void {
  const b = a + bytes;
  const items1 = items + bytes;
  const items2 = items1 + bytes;
  const items3 = items2 + bytes;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let f: usize = 0; f < bytes; f += 16) {
    const x = v128.load(a + f);
    const y = v128.load(b + f);
    let q = v128.load(items + f);
    a0 = f32x4.add(a0, f32x4.mul(x, q));
    b0 = f32x4.add(b0, f32x4.mul(y, q));
    q = v128.load(items1 + f);
    a1 = f32x4.add(a1, f32x4.mul(x, q));
    b1 = f32x4.add(b1, f32x4.mul(y, q));
    q = v128.load(items2 + f);
    a2 = f32x4.add(a2, f32x4.mul(x, q));
    b2 = f32x4.add(b2, f32x4.mul(y, q));
    q = v128.load(items3 + f);
    a3 = f32x4.add(a3, f32x4.mul(x, q));
    b3 = f32x4.add(b3, f32x4.mul(y, q));
  }
  v128.store(scores, sumsOfLanes(a0, a1, a2, a3));
  v128.store(scores + rowBytes, sumsOfLanes(b0, b1, b2, b3));
}

/** The products of one vector with four. */
export function oneByFour(a: usize, items: usize, bytes: usize): v128 {
  const items1 = items + bytes;
  const items2 = items1 + bytes;
  const items3 = items2 + bytes;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  for (let f: usize = 0; f < bytes; f += 16) {
    const x = v128.load(a + f);
    a0 = f32x4.add(a0, f32x4.mul(x, v128.load(items + f)));
    a1 = f32x4.add(a1, f32x4.mul(x, v128.load(items1 + f)));
    a2 = f32x4.add(a2, f32x4.mul(x, v128.load(items2 + f)));
    a3 = f32x4.add(a3, f32x4.mul(x, v128.load(items3 + f)));
  }
  return sumsOfLanes(a0, a1, a2, a3);
}
