import { steps, type Context } from '../context.ts';
import { drawnFigures, middle95, noInterval } from './bootstrap-interval.ts';
import { drawExchanges, exchangeTest } from './exchange-test.ts';
import { groupedParts, groupPeople } from './group-people.ts';
import { countOf, figureAt, figureOf, total, type Measure, type Parts } from './measure.ts';
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
   * Cohen's d of the personal differences: their mean over their standard deviation. For a pooled metric, what the
   * difference's standard error by the jackknife implies, which is the same for a mean. .2 is small, .5 medium, .8 large
   * (Cohen 1988). Null where nothing varies.
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
  const all = new Set(pairs.flatMap(({ first, second }) => [first.parts, second.parts]));
  const groups = groupPeople([...all], context.seed);
  const draws = await drawPeople(groups.count, resamples, context);
  const exchanged = drawExchanges(groups.count, exchanges, context.seed);
  // A model's measure stands in as many pairs as there are other models; what is of one pair alone is not kept.
  const grouped = cachedFor(all, (parts) => groupedParts(parts, groups));
  const drawn = cachedFor(all, (parts) => drawnTotals(draws, [grouped(parts)])[0]);

  const tests: PairedTest[] = [];
  for await (const at of steps(context, pairs.length, 'paired tests')) {
    const { value } = pairs[at].first;
    const first = { value, parts: inBoth(pairs[at].first.parts, pairs[at].second.parts) };
    const second = { value, parts: inBoth(pairs[at].second.parts, pairs[at].first.parts) };
    const [ours, theirs] = [first, second].map(({ parts }) => drawnFigures({ value, parts: drawn(parts) }));
    const differences = ours.map((figure, draw) => figure - theirs[draw]);
    const users = countOf(first.parts);
    const difference = figureOf(first) - figureOf(second);
    tests.push({
      difference,
      ...(users < 2 ? noInterval : middle95(differences)),
      pValue: exchangeTest({ first: grouped(first.parts), second: grouped(second.parts), value }, exchanged),
      effect: effectOf(first, second, difference),
      ...shares(first, second, users),
      users,
    });
  }
  return tests;
}

/** The parts of those who have one in `other` too; the very same object where these are all. */
function inBoth(parts: Parts, other: Parts): Parts {
  if (parts.weight.every((own, row) => own <= 0 || other.weight[row] > 0)) return parts;
  const weight = parts.weight.map((own, row) => (other.weight[row] > 0 ? own : 0));
  return { sums: parts.sums.map((sum) => sum.map((own, row) => (weight[row] > 0 ? own : 0))), weight };
}

/**
 * The standard error of a mean is the standard deviation over √n, so the two give each other. With θ the difference and
 * θ₋ᵢ the same without person i, the jackknife's squared error is (n − 1) / n · Σ (θ₋ᵢ − mean)² (Efron 1982).
 */
function effectOf(first: Measure, second: Measure, difference: number): number | null {
  const people = [...first.parts.weight.keys()].filter((row) => first.parts.weight[row] > 0);
  const n = people.length;
  const [ours, theirs] = [withoutEach(first), withoutEach(second)];
  const without = people.map((row) => ours(row) - theirs(row));
  const mean = without.reduce((sum, one) => sum + one, 0) / n;
  const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const deviation = Math.sqrt((n - 1) * squares);
  // What differs by rounding alone does not vary.
  const varies = deviation > 1e-9 * Math.abs(difference);
  return n > 1 && varies && Number.isFinite(difference / deviation) ? difference / deviation : null;
}

/** The figure over all people but one. */
function withoutEach({ parts: { sums, weight }, value }: Measure): (row: number) => number {
  const totals = sums.map(total);
  const weights = total(weight);
  return (row) => value(sums.map((sum, n) => (totals[n] - sum[row]) / (weights - weight[row])));
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

/** Remembers what comes of these, and of nothing else. */
function cachedFor<A, B>(kept: ReadonlySet<A>, work: (of: A) => B): (of: A) => B {
  const known = new Map<A, B>();
  return (of) => {
    const result = known.get(of) ?? work(of);
    if (kept.has(of)) known.set(of, result);
    return result;
  };
}
