import { uniform } from '../random.ts';
import { figureOf, total, type Parts } from './measure.ts';

/** A metric as measured with two models on the same people. */
export interface PairedParts {
  readonly first: Parts;
  readonly second: Parts;
  /** The figure from the means, as in `Measure`. */
  value(means: ArrayLike<number>): number;
}

/** For whom the results are exchanged: a bit a person, `bytes` bytes a round. */
export interface Exchanges {
  readonly count: number;
  readonly bytes: number;
  readonly bits: Uint8Array;
  /** Every exchange that there is, rather than a random choice of them. */
  readonly exact: boolean;
}

/** For whom results are exchanged: all ways that there are, or `most` at random. */
export function drawExchanges(people: number, most: number, seed: number): Exchanges {
  const exact = 2 ** people <= most;
  const count = exact ? 2 ** people : most;
  const bytes = Math.ceil(people / 8);
  const bits = new Uint8Array(count * bytes);
  const random = uniform(seed, 'exchanges');
  for (let round = 0; round < count; round++) {
    for (let block = 0; block < bytes; block++) {
      const at = round * bytes + block;
      bits[at] = exact ? round >>> (8 * block) : Math.floor(256 * random(at));
    }
  }
  return { count, bytes, bits, exact };
}

/**
 * The paired permutation test (Fisher 1935): if two models were as good as each other, it would not matter which of a
 * person's two results came from which. So they are exchanged for a random half of the people, again and again, and
 * p = (1 + how many differences are as large as the real one, either way) / (1 + exchanges). All 2ⁿ exchanges are gone
 * through where they are no more than that, and p is the exact share. For a mean over people this flips the signs of
 * the personal differences; for a pooled metric such as RMSE it exchanges what people bring to the sums.
 *
 * The two-sided p-value of at least one person. With S and W the totals of sums and weights over both models, T and V
 * those of the signed personal differences, the first model has the mean (S + T) / (W + V) and the second
 * (S − T) / (W − V). Cost: an addition for every eight people, exchange and sum.
 */
export function exchangeTest({ first, second, value }: PairedParts, { count, bytes, bits, exact }: Exchanges): number {
  const sums = first.sums.map((sum, n) => total(sum) + total(second.sums[n]));
  const weights = total(first.weight) + total(second.weight);
  const sumGaps = first.sums.map((sum, n) => signedTotals(sum, second.sums[n]));
  const weightGaps = signedTotals(first.weight, second.weight);
  const [ours, theirs] = [new Float64Array(sums.length), new Float64Array(sums.length)];
  const size = (start: number): number => {
    const v = weightGaps(bits, start, bytes);
    for (let n = 0; n < sums.length; n++) {
      const t = sumGaps[n](bits, start, bytes);
      ours[n] = (sums[n] + t) / (weights + v);
      theirs[n] = (sums[n] - t) / (weights - v);
    }
    return Math.abs(value(ours) - value(theirs));
  };
  const real = Math.abs(figureOf({ parts: first, value }) - figureOf({ parts: second, value }));
  // Sums in another order differ in their last bits; what is equal but for these counts as equal.
  const observed = real - 1e-12 * Math.abs(value(sums.map((sum) => sum / weights)));
  let asLarge = 0;
  // What has no size for want of a figure is not smaller, either.
  for (let round = 0; round < count; round++) if (!(size(round * bytes) < observed)) asLarge++;
  return exact ? asLarge / count : (asLarge + 1) / (count + 1);
}

type SignedTotal = (bits: Uint8Array, start: number, bytes: number) => number;

/**
 * The total of the personal gaps, minus for who is exchanged. All 256 totals of eight people are worked out beforehand,
 * so that an exchange costs one addition for every eight.
 */
function signedTotals(first: Float64Array, second: Float64Array): SignedTotal {
  const gaps = first.map((value, row) => value - second[row]);
  if (gaps.every((gap) => gap === 0)) return () => 0;
  const totals = new Float64Array(Math.ceil(gaps.length / 8) * 256);
  for (let row = 0; row < gaps.length; row++) {
    const start = Math.floor(row / 8) * 256;
    for (let eight = 0; eight < 256; eight++)
      totals[start + eight] += (eight >>> (row % 8)) & 1 ? -gaps[row] : gaps[row];
  }
  return (bits, start, bytes) => {
    let sum = 0;
    for (let block = 0; block < bytes; block++) sum += totals[block * 256 + bits[start + block]];
    return sum;
  };
}
