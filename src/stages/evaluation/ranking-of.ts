import type { Comparison } from '../../evaluation/compare-models.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import { rankModels, type Ranked } from '../../evaluation/rank-models.ts';
import { metricOfFigure } from '../../metrics/registry.ts';

/** The models by the figure `by`; those that may be as good as each other share a rank. */
export interface Ranking {
  readonly by: string;
  readonly models: readonly Ranked[];
}

/** The models that have the figure, ranked. Of a figure of all lists together there is nothing to test, and so no rank. */
export function rankingOf(
  models: readonly { readonly model: string; readonly metrics: Readonly<Record<string, Estimate>> }[],
  comparisons: readonly Comparison[],
  by: string,
): Ranking {
  const { better, kind } = metricOfFigure(by);
  if (kind === 'catalog') return { by, models: [] };
  const figures = models.flatMap(({ model, metrics }) => (by in metrics ? [[model, metrics[by].value] as const] : []));
  return { by, models: rankModels(new Map(figures), comparisons, by, better) };
}
