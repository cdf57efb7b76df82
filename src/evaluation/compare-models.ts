import type { Context } from '../context.ts';
import { holm } from './holm.ts';
import { figureOf } from './measure.ts';
import type { Outcomes } from './outcomes.ts';
import { pairedTests, type MeasuredPair, type PairedTest } from './paired-test.ts';

/** A paired test among others. */
export interface CorrectedTest extends PairedTest {
  /** The p-value corrected by Holm's method for all pairs of models that are compared by this metric. */
  readonly corrected: number;
}

/** Two models on the same people, metric by metric: first minus second. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly metrics: Readonly<Record<string, CorrectedTest>>;
}

/**
 * Tests every model against every other in every figure that people have a part in with both. Metrics of all lists
 * together have nothing to pair and are left out. Cost: models² × metrics × 10,000 exchanges.
 */
export async function compareModels(
  outcomes: ReadonlyMap<string, Pick<Outcomes, 'measures'>>,
  context: Context,
): Promise<Comparison[]> {
  const names = [...outcomes.keys()];
  const duels = names.flatMap((first, at) => names.slice(at + 1).map((second) => ({ first, second })));
  type Pair = MeasuredPair & { readonly duel: number; readonly key: string };
  const pairs = duels.flatMap(({ first, second }, duel): Pair[] =>
    [...outcomes.get(first)!.measures].flatMap(([key, measure]) => {
      const other = outcomes.get(second)!.measures.get(key);
      const isShared = other?.parts.weight.some((weight, row) => weight > 0 && measure.parts.weight[row] > 0);
      const hasFigures = isShared && Number.isFinite(figureOf(measure)) && Number.isFinite(figureOf(other!));
      return hasFigures ? [{ duel, key, first: measure, second: other! }] : [];
    }),
  );
  const tests = await pairedTests(pairs, context);

  const metrics: Record<string, CorrectedTest>[] = duels.map(() => ({}));
  for (const key of new Set(pairs.map((pair) => pair.key))) {
    const family = [...pairs.keys()].filter((at) => pairs[at].key === key);
    const corrected = holm(family.map((at) => tests[at].pValue));
    for (const [place, at] of family.entries()) {
      metrics[pairs[at].duel][key] = { ...tests[at], corrected: corrected[place] };
    }
  }
  return duels.map((duel, at) => ({ ...duel, metrics: metrics[at] }));
}
