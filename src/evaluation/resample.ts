import { steps, type Context } from '../context.ts';
import { uniform } from '../random.ts';
import { emptyParts, type Parts } from './measure.ts';

/**
 * Draws as many people as there are, with replacement, again and again (Efron 1979), and gives the totals of each
 * column: row r is the r-th draw. All columns are of the same people, and all calls with the same seed draw the same
 * rows, so that what models and metrics have in common cancels out.
 */
export async function resample(columns: readonly Parts[], draws: number, context: Context): Promise<Parts[]> {
  const people = columns[0]?.sum.length ?? 0;
  const random = uniform(context.seed, 'bootstrap');
  const times = new Float64Array(people);
  const totals = columns.map(() => emptyParts(draws));
  for await (const draw of steps(context, draws, 'resamples')) {
    times.fill(0);
    for (let n = 0; n < people; n++) times[Math.floor(random(draw * people + n) * people)]++;
    for (const [at, { sum, weight }] of columns.entries()) {
      totals[at].sum[draw] = dot(times, sum);
      totals[at].weight[draw] = dot(times, weight);
    }
  }
  return totals;
}

/** Four sums are under way at once, which is what a processor can do; their order is fixed. */
export function dot(a: Float64Array, b: Float64Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 4 <= a.length; at += 4) {
    first += a[at] * b[at];
    second += a[at + 1] * b[at + 1];
    third += a[at + 2] * b[at + 2];
    fourth += a[at + 3] * b[at + 3];
  }
  for (; at < a.length; at++) first += a[at] * b[at];
  return first + second + (third + fourth);
}
