import type { Context } from '../context.ts';
import type { Outcomes } from './outcomes.ts';
import { pairedTests, type PairedTest } from './paired-test.ts';

/**
 * Two models on the same split: for every figure in which somebody has a part with both, first minus second with its
 * interval and p-value. Metrics of all lists together have nothing to pair and are left out.
 */
export async function compareOutcomes(
  first: Outcomes,
  second: Outcomes,
  context: Context,
): Promise<Record<string, PairedTest>> {
  const pairs = [...first.measures].flatMap(([key, measure]) => {
    const other = second.measures.get(key);
    return other ? [{ key, first: measure, second: other }] : [];
  });
  const tests = await pairedTests(pairs, context);
  return Object.fromEntries(pairs.flatMap(({ key }, at) => (tests[at].users > 0 ? [[key, tests[at]] as const] : [])));
}
