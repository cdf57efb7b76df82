import { floatAt, intAt, setFloat, setInt } from './arrays';
import { emptyHeap, offer, sortHeap } from './heap';

/** Up to so many films at work have their counts copied into a matrix of their own: 1 MB, which stays in the cache. */
const mostCompact: i32 = 512;
/** So many films are taken up at first, and then as many again as are at work. */
const fewest: i32 = 64;
/** After so many sweeps what is left is computed afresh, lest errors of rounding add up. */
const mostSweeps: i32 = 100;

/**
 * By how much each film speaks for another: for the films j from `firstFilm` to before `lastFilm` the weights that
 * minimize ½‖x_j − Xw‖² + l1 ‖w‖₁ + ½ l2 ‖w‖², w_j = 0, and if `positive` w ≥ 0 (Ning, Karypis 2011, eq. 3), in row
 * j − firstOfBlock of `block`. G = XᵀX is `gram`, in rows of `width` numbers, a multiple of 4, with zeros after the
 * films; `diagonal` is its diagonal.
 *
 * Coordinate descent that keeps what is left of the products, g_j − Gw (Friedman, Hastie, Tibshirani 2010, §2.2), over
 * the films at work only: those that would gain most are taken up until none would gain. With `neighbors` above 0 these
 * are the films of the highest cosine, and no others. It ends when no weight changes by more than `tolerance` times the
 * largest, or after `iterations` sweeps. A call goes on from the weights in `block`, and leaves off after some `work`
 * products: `sweeps`, a number for each row of the block, holds how many there were, −1 where the weights are settled.
 * `scratch`: 4 · (6 · width + 513 · 512) bytes. O(sweeps · a² + rounds · a · films) where a films are at work.
 */
export function elasticNet(
  firstFilm: i32,
  lastFilm: i32,
  films: i32,
  gram: usize,
  diagonal: usize,
  width: i32,
  l1: f32,
  l2: f32,
  positive: i32,
  neighbors: i32,
  tolerance: f32,
  iterations: i32,
  work: f64,
  firstOfBlock: i32,
  block: usize,
  sweeps: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const left = scratch;
  const gains = left + rowBytes;
  const found = gains + rowBytes;
  const active = found + rowBytes;
  const weights = active + rowBytes;
  const compactLeft = weights + rowBytes;
  const compact = compactLeft + rowBytes;
  for (let film = firstFilm; film < lastFilm; film++) {
    let done = intAt(sweeps, film - firstOfBlock);
    if (done < 0) continue;
    const own = gram + <usize>film * rowBytes;
    const row = block + <usize>(film - firstOfBlock) * rowBytes;
    let count = neighbors > 0 ? 0 : weighed(row, films, active, weights);
    let settled = count == 0;
    // What is settled is looked through once more in the same call: the next one would not know.
    for (let spent: f64 = 0; settled || spent < work;) {
      const before = count;
      if (neighbors == 0 || count == 0) {
        memory.copy(left, own, rowBytes);
        subtract(left, gram, rowBytes, active, weights, count, width);
        setFloat(left, film, 0);
        let largest: f32 = 0;
        for (let at = 0; at < count; at++) {
          largest = max(largest, abs(floatAt(weights, at)));
          setFloat(left, intAt(active, at), 0); // at work already
        }
        const room = neighbors > 0 ? min(neighbors, films) : min(max(count, fewest), films);
        emptyHeap(gains, found, room);
        if (neighbors > 0) offerAlike(left, diagonal, films, gains, found, room);
        else offerGaining(left, diagonal, films, l1, l2, positive, tolerance * largest, gains, found, room);
        sortHeap(gains, found, room);
        for (let at = 0; at < room && intAt(found, at) < films; at++, count++) {
          setInt(active, count, intAt(found, at));
          setFloat(weights, count, floatAt(row, intAt(found, at)));
        }
      }
      if ((settled && count == before) || done >= iterations) {
        done = -1;
        break;
      }
      if (spent >= work) break;
      const length = count <= mostCompact ? (count + 3) & ~3 : width;
      const sweep = <f64>count * <f64>length;
      const most = <i32>min<f64>(min(iterations - done, mostSweeps), max<f64>(1, (work - spent) / sweep));
      let used: i32;
      if (count <= mostCompact) {
        gather(gram, rowBytes, own, active, count, compact, compactLeft, length);
        subtract(compactLeft, compact, (<usize>length) << 2, 0, weights, count, length);
        used = descend(compact, length, 0, count, weights, compactLeft, l1, l2, positive, tolerance, most);
      } else {
        memory.copy(left, own, rowBytes);
        subtract(left, gram, rowBytes, active, weights, count, width);
        used = descend(gram, width, active, count, weights, left, l1, l2, positive, tolerance, most);
      }
      settled = used <= most;
      done += min(used, most);
      spent += <f64>used * sweep + <f64>count * <f64>width;
    }
    memory.fill(row, 0, rowBytes);
    for (let at = 0; at < count; at++) setFloat(row, intAt(active, at), floatAt(weights, at));
    setInt(sweeps, film - firstOfBlock, done);
  }
}

/** Takes up the films that have a weight in a row; says how many. */
function weighed(row: usize, films: i32, active: usize, weights: usize): i32 {
  let count = 0;
  for (let film = 0; film < films; film++) {
    const weight = floatAt(row, film);
    if (weight == 0) continue;
    setInt(active, count, film);
    setFloat(weights, count++, weight);
  }
  return count;
}

/** Offers the films that have fans in common, by their cosine, but for a factor that is the same for all. */
function offerAlike(common: usize, diagonal: usize, films: i32, gains: usize, found: usize, room: i32): void {
  for (let film = 0; film < films; film++) {
    const count = floatAt(common, film);
    if (count > 0) offer(gains, found, room, count / sqrt(floatAt(diagonal, film)), film);
  }
}

/** Offers the films whose weight would move from 0 by more than `least`, by how much that alone would gain. */
function offerGaining(
  left: usize,
  diagonal: usize,
  films: i32,
  l1: f32,
  l2: f32,
  positive: i32,
  least: f32,
  gains: usize,
  found: usize,
  room: i32,
): void {
  const bar = f32x4.splat(l1);
  for (let film = 0; film < films; film += 4) {
    const four = v128.load(left + ((<usize>film) << 2));
    if (!v128.any_true(f32x4.gt(positive ? four : f32x4.abs(four), bar))) continue;
    const last = min(film + 4, films);
    for (let lane = film; lane < last; lane++) {
      const pull = (positive ? floatAt(left, lane) : abs(floatAt(left, lane))) - l1;
      const step = pull / (floatAt(diagonal, lane) + l2);
      if (step > least) offer(gains, found, room, pull * step, lane);
    }
  }
}

/** The counts of the films at work with each other, in rows of `length`, and with the film itself. */
function gather(
  gram: usize,
  rowBytes: usize,
  own: usize,
  active: usize,
  count: i32,
  compact: usize,
  compactLeft: usize,
  length: i32,
): void {
  for (let at = 0; at < count; at++) {
    const from = gram + <usize>intAt(active, at) * rowBytes;
    const to = compact + ((<usize>at * <usize>length) << 2);
    for (let other = 0; other < count; other++) setFloat(to, other, floatAt(from, intAt(active, other)));
    for (let other = count; other < length; other++) setFloat(to, other, 0);
    setFloat(compactLeft, at, floatAt(own, intAt(active, at)));
  }
  for (let at = count; at < length; at++) setFloat(compactLeft, at, 0);
}

/**
 * left −= Σ wₐ · row of a, over the first `count` of the films at work; their rows are at `places`, 0 for 0, 1, 2 …
 * Four rows a pass, so that what is left is loaded and stored a quarter as often; films without a weight are left out.
 */
function subtract(
  left: usize,
  matrix: usize,
  rowBytes: usize,
  places: usize,
  weights: usize,
  count: i32,
  length: i32,
): void {
  const end = left + ((<usize>length) << 2);
  for (let at = 0; ;) {
    at = nextWeighed(weights, at, count);
    if (at == count) return;
    const second = nextWeighed(weights, at + 1, count);
    const third = nextWeighed(weights, second + 1, count);
    const fourth = nextWeighed(weights, third + 1, count);
    // Past the last of them, the last row again, times 0.
    const a = rowAt(matrix, rowBytes, places, at);
    const b = rowAt(matrix, rowBytes, places, second < count ? second : at) - a;
    const c = rowAt(matrix, rowBytes, places, third < count ? third : at) - a;
    const d = rowAt(matrix, rowBytes, places, fourth < count ? fourth : at) - a;
    const wa = f32x4.splat(floatAt(weights, at));
    const wb = f32x4.splat(second < count ? floatAt(weights, second) : 0);
    const wc = f32x4.splat(third < count ? floatAt(weights, third) : 0);
    const wd = f32x4.splat(fourth < count ? floatAt(weights, fourth) : 0);
    for (let to = left, from = a; to < end; to += 16, from += 16) {
      const ab = f32x4.add(f32x4.mul(wa, v128.load(from)), f32x4.mul(wb, v128.load(from + b)));
      const cd = f32x4.add(f32x4.mul(wc, v128.load(from + c)), f32x4.mul(wd, v128.load(from + d)));
      v128.store(to, f32x4.sub(v128.load(to), f32x4.add(ab, cd)));
    }
    if (fourth >= count) return;
    at = fourth + 1;
  }
}

/** The first film from `at` on that has a weight; `count` where there is none. */
function nextWeighed(weights: usize, at: i32, count: i32): i32 {
  while (at < count && floatAt(weights, at) == 0) at++;
  return min(at, count);
}

function rowAt(matrix: usize, rowBytes: usize, places: usize, at: i32): usize {
  return matrix + <usize>(places ? intAt(places, at) : at) * rowBytes;
}

/** Sweeps over the films at work until all weights are settled; how often, or most + 1 where `most` were too few. */
function descend(
  matrix: usize,
  length: i32,
  places: usize,
  count: i32,
  weights: usize,
  left: usize,
  l1: f32,
  l2: f32,
  positive: i32,
  tolerance: f32,
  most: i32,
): i32 {
  const rowBytes = (<usize>length) << 2;
  for (let sweep = 1; sweep <= most; sweep++) {
    let largest: f32 = 0;
    let largestStep: f32 = 0;
    for (let at = 0; at < count; at++) {
      const place = places ? intAt(places, at) : at;
      const row = matrix + <usize>place * rowBytes;
      const own = floatAt(row, place);
      const before = floatAt(weights, at);
      // What the film would have to explain were its weight 0, thresholded: w = sign(z) (|z| − l1)₊ / (g + l2).
      const pull = floatAt(left, place) + own * before;
      const size = max<f32>((positive ? pull : abs(pull)) - l1, 0) / (own + l2);
      const after = pull < 0 ? -size : size;
      largest = max(largest, size);
      if (after == before) continue;
      setFloat(weights, at, after);
      addRow(left, before - after, row, rowBytes);
      largestStep = max(largestStep, abs(after - before));
    }
    if (largestStep <= tolerance * largest) return sweep;
  }
  return most + 1;
}

/** left += change · row, 16 numbers a pass and then four. */
function addRow(left: usize, change: f32, row: usize, bytes: usize): void {
  const factor = f32x4.splat(change);
  const end = left + bytes;
  for (const last = left + (bytes & ~63); left < last; left += 64, row += 64) {
    const a = f32x4.add(v128.load(left), f32x4.mul(factor, v128.load(row)));
    const b = f32x4.add(v128.load(left, 16), f32x4.mul(factor, v128.load(row, 16)));
    const c = f32x4.add(v128.load(left, 32), f32x4.mul(factor, v128.load(row, 32)));
    const d = f32x4.add(v128.load(left, 48), f32x4.mul(factor, v128.load(row, 48)));
    v128.store(left, a);
    v128.store(left, b, 16);
    v128.store(left, c, 32);
    v128.store(left, d, 48);
  }
  for (; left < end; left += 16, row += 16) {
    v128.store(left, f32x4.add(v128.load(left), f32x4.mul(factor, v128.load(row))));
  }
}
