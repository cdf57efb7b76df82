import type { Context } from '../context.ts';
import { middle95, noInterval } from './bootstrap-interval.ts';
import { exchangeTest } from './exchange-test.ts';
import { groupPeople } from './group-people.ts';
import { figureOf, type Measure, type Parts } from './measure.ts';
import { resample } from './resample.ts';

/** A metric measured with two models on the same split. */
export interface MeasuredPair {
  readonly first: Measure;
  readonly second: Measure;
}

/** Whether two models differ on the same people. */
export interface PairedTest {
  /** First minus second, in the metric's own unit; NaN where nobody has a part in both. */
  readonly difference: number;
  /** Its bootstrap 95 % interval; null with fewer than two people. */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided: how often chance alone makes a difference as large as this. */
  readonly pValue: number;
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
  const firsts = pairs.map(({ first, second }) => inBoth(first.parts, second.parts));
  const seconds = pairs.map(({ first, second }) => inBoth(second.parts, first.parts));
  const groups = groupPeople([...firsts, ...seconds], context.seed);
  const drawn = await resample(groups, resamples, context);
  const grouped = pairs.map(({ first: { value } }, at) => ({
    first: groups[at],
    second: groups[pairs.length + at],
    value,
  }));
  const pValues = await exchangeTest(grouped, exchanges, context);
  return pairs.map(({ first: { value } }, at) => {
    const [first, second] = [firsts[at], seconds[at]];
    const [drawnFirst, drawnSecond] = [drawn[at], drawn[pairs.length + at]];
    const figure = ({ sum, weight }: Parts, draw: number): number => value(sum[draw] / weight[draw]);
    const differences = drawnFirst.sum.map((_, draw) => figure(drawnFirst, draw) - figure(drawnSecond, draw));
    const users = first.weight.reduce((count, weight) => count + Number(weight > 0), 0);
    return {
      difference: figureOf({ parts: first, value }) - figureOf({ parts: second, value }),
      ...(users < 2 ? noInterval : middle95(differences)),
      pValue: pValues[at],
      users,
    };
  });
}

/** The parts of those who have one in `other` too. */
function inBoth({ sum, weight }: Parts, other: Parts): Parts {
  const kept = weight.map((own, row) => (other.weight[row] > 0 ? own : 0));
  return { sum: sum.map((own, row) => (kept[row] > 0 ? own : 0)), weight: kept };
}
