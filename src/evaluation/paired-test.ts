import type { Context } from '../context.ts';
import { drawnFigures, middle95, noInterval } from './bootstrap-interval.ts';
import { exchangeTest } from './exchange-test.ts';
import { groupedParts, groupPeople } from './group-people.ts';
import { countOf, figureAt, figureOf, type Measure, type Parts } from './measure.ts';
import { drawnTotals, drawPeople } from './resample.ts';

/** A metric measured with two models on the same split. */
export interface MeasuredPair {
  readonly first: Measure;
  readonly second: Measure;
}

/** Whether two models differ on the same people, and by how much. */
export interface PairedTest {
  /** First minus second, in the metric's own unit; NaN where nobody has a part in both. */
  readonly difference: number;
  /** Its bootstrap 95 % interval; null with fewer than two people. */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided: how often chance alone makes a difference as large as this. */
  readonly pValue: number;
  /**
   * Cohen's d of the personal differences (their mean over their standard deviation); for a pooled metric, what the
   * difference's standard error implies. .2 is small, .5 medium, .8 large (Cohen 1988). Null where nothing varies.
   */
  readonly effect: number | null;
  /** The shares of people for whom the first model's figure is higher, and lower, than the second's. */
  readonly higher: number;
  readonly lower: number;
  /** Who has a part in both; only they count. */
  readonly users: number;
}

/**
 * Tests each pair by permutation (`exchangeTest`) and gives the difference with its bootstrap interval, all from the
 * same resamples and exchanges. The measures are of the same people.
 */
export async function pairedTests(
  pairs: readonly MeasuredPair[],
  context: Context,
  { exchanges = 10_000, resamples = 1000 } = {},
): Promise<PairedTest[]> {
  const both = pairs.map(({ first, second }) => ({
    first: { ...first, parts: inBoth(first.parts, second.parts) },
    second: { ...second, parts: inBoth(second.parts, first.parts) },
  }));
  const groups = groupPeople(
    [...new Set(both.flatMap(({ first, second }) => [first.parts, second.parts]))],
    context.seed,
  );
  const draws = await drawPeople(groups.count, resamples, context);
  // A model's measure stands in as many pairs as there are other models.
  const grouped = cached((parts: Parts) => groupedParts(parts, groups));
  const drawn = cached((parts: Parts) => drawnTotals(draws, [grouped(parts)])[0]);
  const figures = ({ parts, value }: Measure): Float64Array => drawnFigures({ parts: drawn(parts), value });

  const pValues = await exchangeTest(
    both.map(({ first, second }) => ({
      first: grouped(first.parts),
      second: grouped(second.parts),
      value: (means) => first.value(means),
    })),
    exchanges,
    context,
  );
  return both.map(({ first, second }, at) => {
    const [ours, theirs] = [figures(first), figures(second)];
    const differences = ours.map((figure, draw) => figure - theirs[draw]);
    const users = countOf(first.parts);
    const difference = figureOf(first) - figureOf(second);
    return {
      difference,
      ...(users < 2 ? noInterval : middle95(differences)),
      pValue: pValues[at],
      effect: effectOf(difference, differences, users),
      ...shares(first, second, users),
      users,
    };
  });
}

/** The parts of those who have one in `other` too; the very same object where these are all. */
function inBoth(parts: Parts, other: Parts): Parts {
  if (parts.weight.every((own, row) => own <= 0 || other.weight[row] > 0)) return parts;
  const weight = parts.weight.map((own, row) => (other.weight[row] > 0 ? own : 0));
  return { sums: parts.sums.map((sum) => sum.map((own, row) => (weight[row] > 0 ? own : 0))), weight };
}

/** The standard error of a mean is the standard deviation over √users, so the two give each other. */
function effectOf(difference: number, drawn: Float64Array, users: number): number | null {
  const known = drawn.filter((figure) => !Number.isNaN(figure));
  const mean = known.reduce((sum, figure) => sum + figure, 0) / known.length;
  const variance = known.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (known.length - 1);
  const effect = difference / Math.sqrt(variance * users);
  // Sums of equal differences deviate by their rounding alone, which would pass for an endless effect.
  return users > 1 && Math.abs(effect) < 1e9 ? effect : null;
}

function shares(first: Measure, second: Measure, users: number): { higher: number; lower: number } {
  let [higher, lower] = [0, 0];
  for (let row = 0; row < first.parts.weight.length; row++) {
    if (!(first.parts.weight[row] > 0)) continue;
    const gap = figureAt(first, row) - figureAt(second, row);
    if (gap > 0) higher++;
    else if (gap < 0) lower++;
  }
  return { higher: higher / users, lower: lower / users };
}

function cached<A extends object, B>(work: (of: A) => B): (of: A) => B {
  const known = new Map<A, B>();
  return (of) => {
    if (!known.has(of)) known.set(of, work(of));
    return known.get(of)!;
  };
}
