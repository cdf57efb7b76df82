import { steps, type Context } from '../context.ts';
import { uniform } from '../random.ts';
import { total, type Parts } from './measure.ts';

/** A metric as measured with two models on the same people. */
export interface PairedParts {
  readonly first: Parts;
  readonly second: Parts;
  /** The figure from the ratio of the totals, as in `Measure`. */
  value(ratio: number): number;
}

/**
 * The paired permutation test (Fisher 1935): if two models were as good as each other, it would not matter which of a
 * person's two results came from which. So they are exchanged for a random half of the people, `exchanges` times, and
 * p = (1 + how many differences are as large as the real one, either way) / (1 + exchanges). All 2ⁿ exchanges are gone
 * through where they are no more than that, and p is the exact share. For a mean over people this flips the signs of
 * the personal differences; for a pooled metric such as RMSE it exchanges the sums of squares.
 *
 * All pairs are of the same people, at least one; the two-sided p-values come in the same order.
 */
export async function exchangeTest(
  pairs: readonly PairedParts[],
  exchanges: number,
  context: Context,
): Promise<number[]> {
  const people = pairs[0]?.first.sum.length ?? 0;
  /** A bit a person, set where the two are exchanged. */
  const exchanged = new Uint8Array(Math.ceil(people / 8));
  const sizes = pairs.map(sizeOfDifference);
  // Sums in another order differ in their last bits; what is equal but for these counts as equal.
  const observed = sizes.map(({ size, scale }) => size(exchanged) - 1e-12 * scale);
  const asLarge = pairs.map(() => 0);

  const exact = 2 ** people <= exchanges;
  const count = exact ? 2 ** people : exchanges;
  const random = uniform(context.seed, 'exchanges');
  for await (const round of steps(context, count, 'permutation test')) {
    for (let block = 0; block < exchanged.length; block++) {
      exchanged[block] = exact ? round >>> (8 * block) : Math.floor(256 * random(round * exchanged.length + block));
    }
    for (const [at, { size }] of sizes.entries()) if (size(exchanged) >= observed[at]) asLarge[at]++;
  }
  return asLarge.map((times) => (exact ? times / count : (times + 1) / (count + 1)));
}

/**
 * How large the difference is after an exchange. With S and W the totals of sums and weights over both models, T and V
 * those of the signed personal differences, the first model has (S + T) / (W + V) and the second (S − T) / (W − V).
 */
function sizeOfDifference({ first, second, value }: PairedParts) {
  const sums = total(first.sum) + total(second.sum);
  const weights = total(first.weight) + total(second.weight);
  const sumGaps = signedTotals(first.sum.map((sum, row) => sum - second.sum[row]));
  const weightGaps = signedTotals(first.weight.map((weight, row) => weight - second.weight[row]));
  const size = (exchanged: Uint8Array): number => {
    const [t, v] = [sumGaps(exchanged), weightGaps(exchanged)];
    return Math.abs(value((sums + t) / (weights + v)) - value((sums - t) / (weights - v)));
  };
  return { size, scale: Math.abs(value(sums / weights)) };
}

/**
 * The total of the gaps, minus for who is exchanged. All 256 totals of eight people are worked out beforehand, so that
 * an exchange costs one addition for every eight.
 */
function signedTotals(gaps: Float64Array): (exchanged: Uint8Array) => number {
  if (gaps.every((gap) => gap === 0)) return () => 0;
  const blocks = Math.ceil(gaps.length / 8);
  const totals = new Float64Array(blocks * 256);
  for (let row = 0; row < gaps.length; row++) {
    const start = Math.floor(row / 8) * 256;
    for (let bits = 0; bits < 256; bits++) totals[start + bits] += (bits >>> (row % 8)) & 1 ? -gaps[row] : gaps[row];
  }
  return (exchanged) => {
    let sum = 0;
    for (let block = 0; block < blocks; block++) sum += totals[block * 256 + exchanged[block]];
    return sum;
  };
}
