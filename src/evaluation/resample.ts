import { steps, type Context } from '../context.ts';
import { uniform } from '../random.ts';
import type { Parts } from './measure.ts';

/** How often each of some people was drawn: draw d is `times` from d · people to (d + 1) · people. */
export interface Draws {
  readonly people: number;
  readonly count: number;
  readonly times: Float64Array;
}

/**
 * Draws as many people as there are, with replacement, `count` times (Efron 1979). The same seed gives the same draws,
 * so that what models and metrics have in common cancels out. Memory: 8 bytes a person and draw.
 */
export async function drawPeople(people: number, count: number, context: Context): Promise<Draws> {
  const random = uniform(context.seed, 'bootstrap');
  const times = new Float64Array(people * count);
  for await (const draw of steps(context, count, 'resamples')) {
    const start = draw * people;
    for (let n = 0; n < people; n++) times[start + Math.floor(random(start + n) * people)]++;
  }
  return { people, count, times };
}

/** The totals of what the drawn people bring, column by column, as parts with one row a draw. */
export function drawnTotals({ people, count, times }: Draws, columns: readonly Parts[]): Parts[] {
  const arrays = columns.flatMap(({ sums, weight }) => [...sums, weight]);
  const { distinct, places } = distinctArrays(arrays);
  const totals = distinct.map(() => new Float64Array(count));
  for (let draw = 0; draw < count; draw++) {
    const drawn = times.subarray(draw * people, (draw + 1) * people);
    for (let at = 0; at < distinct.length; at++) totals[at][draw] = dot(drawn, distinct[at]);
  }
  let next = 0;
  return columns.map(({ sums }) => ({ sums: sums.map(() => totals[places[next++]]), weight: totals[places[next++]] }));
}

/** Most metrics of lists have the same weights: each array once, and the place of each given one among them. */
function distinctArrays(arrays: readonly Float64Array[]): { distinct: Float64Array[]; places: number[] } {
  const distinct: Float64Array[] = [];
  const places = arrays.map((array) => {
    const place = distinct.findIndex((other) => other.every((value, row) => value === array[row]));
    return place >= 0 ? place : distinct.push(array) - 1;
  });
  return { distinct, places };
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
